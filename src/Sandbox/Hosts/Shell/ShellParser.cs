using System.Collections.Immutable;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>
/// Parses tokens to a tree: lists, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, pipes, braces, <c>if</c> with <c>elif</c>
/// and <c>else</c>, <c>for</c>, redirections. Other loops, functions and background commands become
/// <see cref="ShellCommand.Unknown"/>.
/// </summary>
internal sealed class ShellParser(IReadOnlyList<ShellToken> tokens)
{
    private static readonly string[] Closing = ["then", "else", "elif", "fi", "}", "do", "done"];

    private static readonly string[] Unknown = ["while", "until", "case", "function"];

    private int _at;

    public static ShellCommand Parse(string script)
    {
        var parser = new ShellParser(ShellLexer.Cut(script));
        var whole = parser.List();
        return parser.IsAtEnd ? whole : new ShellCommand.Unknown(parser.Rest());
    }

    private bool IsAtEnd => _at >= tokens.Count;

    private string? Keyword => _at < tokens.Count ? tokens[_at].Word?.Bare : null;

    private string? Operator => _at < tokens.Count ? tokens[_at].Operator : null;

    private ShellCommand.Sequence List()
    {
        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        while (true)
        {
            while (Operator == ";")
                _at++;
            if (_at >= tokens.Count || Closing.Contains(Keyword) || Operator == ")")
                return new(commands.ToImmutable());
            commands.Add(AndOr());
            if (Operator is not null and not ";" and not ")")
            {
                commands.Add(new ShellCommand.Unknown(Rest()));
                _at = tokens.Count;
            }
        }
    }

    private ShellCommand AndOr()
    {
        var left = Pipe();
        while (Operator is "&&" or "||")
        {
            var isAnd = Operator == "&&";
            _at++;
            while (Operator == ";")
                _at++;
            var right = Pipe();
            left = isAnd ? new ShellCommand.And(left, right) : new ShellCommand.Or(left, right);
        }

        return left;
    }

    private ShellCommand Pipe()
    {
        var left = Command();
        while (Operator == "|")
        {
            _at++;
            while (Operator == ";")
                _at++;
            left = new ShellCommand.Pipe(left, Command());
        }

        return left;
    }

    private ShellCommand Command()
    {
        if (Unknown.Contains(Keyword) || Operator is "(" or "|" or "&")
        {
            var what = Rest();
            _at = tokens.Count;
            return new ShellCommand.Unknown(what);
        }

        switch (Keyword)
        {
            case "!":
                _at++;
                return new ShellCommand.Not(Pipe());
            case "{":
                _at++;
                var group = List();
                _at++;
                return group;
            case "if":
                _at++;
                return If();
            case "for":
                return For();
            default:
                return Simple();
        }
    }

    private ShellCommand.If If()
    {
        var condition = List();
        _at++;
        var then = List();
        var ending = Keyword;
        _at++;
        ShellCommand? otherwise = ending switch
        {
            "elif" => If(),
            "else" => List(),
            _ => null,
        };
        if (ending == "else")
            _at++;
        return new(condition, then, otherwise);
    }

    private ShellCommand For()
    {
        var what = Rest();
        var name = _at + 1 < tokens.Count ? tokens[_at + 1].Word?.Bare : null;
        _at += 2;
        if (name is null || Keyword != "in")
        {
            _at = tokens.Count;
            return new ShellCommand.Unknown(what);
        }

        var values = ImmutableArray.CreateBuilder<ShellWord>();
        while (++_at < tokens.Count && tokens[_at].Word is { } word)
            values.Add(word);
        while (Operator == ";")
            _at++;
        _at++;
        var body = List();
        _at++;
        return new ShellCommand.For(name, values.ToImmutable(), body);
    }

    private ShellCommand.Simple Simple()
    {
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var redirections = ImmutableArray.CreateBuilder<ShellCommand.Redirection>();
        for (; _at < tokens.Count; _at++)
        {
            if (tokens[_at].Word is { } word)
                words.Add(word);
            else if (Operator is "2>&1" or ">&2")
                redirections.Add(new(Operator, null));
            else if (Operator == "2>/dev/null")
                redirections.Add(new("2>", new ShellWord([new ShellWord.Text("/dev/null", IsQuoted: true)])));
            else if (Operator is ">" or ">>" or "2>" or "<" && _at + 1 < tokens.Count)
                redirections.Add(new(Operator, tokens[++_at].Word));
            else
                break;
        }

        return new(words.ToImmutable(), redirections.ToImmutable());
    }

    private string Rest() =>
        string.Join(' ', tokens.Skip(_at).Take(4).Select(token => token.Operator ?? token.Word?.Bare ?? "…"));
}
