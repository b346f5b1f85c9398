using System.Text;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>Splits a script into tokens. It knows only as much of the shell's grammar as runbooks use.</summary>
internal sealed class ShellLexer(string script)
{
    private static readonly string[] Operators =
    [
        "2>/dev/null",
        "2>&1",
        ">&2",
        "&&",
        "||",
        ">>",
        "2>",
        ";",
        "|",
        ">",
        "<",
        "&",
        "(",
        ")",
        "\n",
    ];

    private readonly List<ShellToken> _tokens = [];

    private readonly List<ShellWord.Part> _parts = [];

    private readonly StringBuilder _text = new();

    private int _at;

    private bool _hasWord;

    public static IReadOnlyList<ShellToken> Cut(string script) => new ShellLexer(script).Run();

    private List<ShellToken> Run()
    {
        while (_at < script.Length)
            Step();
        EndWord();
        return _tokens;
    }

    private void Step()
    {
        var next = script[_at];
        if (next == '\\' && Peek(1) == '\n')
            _at += 2;
        else if (next == '#' && !_hasWord)
            _at = End(script.IndexOf('\n', _at));
        else if (next is ' ' or '\t' or '\r')
            EndWordAt(1);
        else if (FindOperator() is { } found)
            AddOperator(found);
        else
            TakePart(next);
    }

    private string? FindOperator() =>
        Operators.FirstOrDefault(known =>
            string.CompareOrdinal(script, _at, known, 0, known.Length) == 0 && (known[0] != '2' || !_hasWord)
        );

    private void AddOperator(string found)
    {
        EndWordAt(found.Length);
        _tokens.Add(new(found == "\n" ? ";" : found, null));
    }

    private void TakePart(char next)
    {
        _hasWord = true;
        switch (next)
        {
            case '\'':
                var close = End(script.IndexOf('\'', _at + 1));
                AddText(script[(_at + 1)..close], isQuoted: true);
                _at = close + 1;
                break;
            case '"':
                TakeDoubleQuoted();
                break;
            case '$':
                TakeDollar(isQuoted: false);
                break;
            case '\\':
                AddText(script.Substring(_at + 1, 1), isQuoted: true);
                _at += 2;
                break;
            default:
                _text.Append(next);
                _at++;
                break;
        }
    }

    private void TakeDoubleQuoted()
    {
        AddText("", isQuoted: true);
        _at++;
        var quoted = new StringBuilder();
        while (_at < script.Length && script[_at] != '"')
        {
            if (script[_at] == '$')
            {
                AddText(quoted.ToString(), isQuoted: true);
                quoted.Clear();
                TakeDollar(isQuoted: true);
                continue;
            }

            if (script[_at] == '\\' && Peek(1) is '"' or '$' or '\\' or '`')
                _at++;
            quoted.Append(script[_at++]);
        }

        AddText(quoted.ToString(), isQuoted: true);
        _at++;
    }

    private void TakeDollar(bool isQuoted)
    {
        FlushText();
        if (Peek(1) == '(')
        {
            var close = ClosingParenthesis(_at + 2);
            _parts.Add(new ShellWord.Substitution(script[(_at + 2)..close], isQuoted));
            _at = close + 1;
            return;
        }

        if (Peek(1) == '{')
        {
            var close = End(script.IndexOf('}', _at));
            var inner = script[(_at + 2)..close].Split(":-", 2);
            _parts.Add(new ShellWord.Variable(inner[0], inner.ElementAtOrDefault(1), isQuoted));
            _at = close + 1;
            return;
        }

        var end = _at + 1;
        while (end < script.Length && (char.IsAsciiLetterOrDigit(script[end]) || script[end] == '_'))
            end++;
        if (end == _at + 1 && Peek(1) is '?' or '$')
            end++;
        _parts.Add(
            end == _at + 1
                ? new ShellWord.Text("$", isQuoted)
                : new ShellWord.Variable(script[(_at + 1)..end], null, isQuoted)
        );
        _at = end;
    }

    private int ClosingParenthesis(int from)
    {
        var open = 1;
        for (var at = from; at < script.Length; at++)
        {
            open += script[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (open == 0)
                return at;
        }

        return script.Length;
    }

    private void AddText(string text, bool isQuoted)
    {
        FlushText();
        _parts.Add(new ShellWord.Text(text, isQuoted));
    }

    private void FlushText()
    {
        if (_text.Length > 0)
            _parts.Add(new ShellWord.Text(_text.ToString(), IsQuoted: false));
        _text.Clear();
    }

    private void EndWord()
    {
        if (!_hasWord)
            return;
        FlushText();
        _tokens.Add(new(null, new ShellWord([.. _parts])));
        _parts.Clear();
        _hasWord = false;
    }

    private void EndWordAt(int length)
    {
        EndWord();
        _at += length;
    }

    private char Peek(int ahead) => _at + ahead < script.Length ? script[_at + ahead] : '\0';

    private int End(int found) => found < 0 ? script.Length : found;
}
