using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>The end of a command's output, for messages: at most 20 lines and 3,000 characters.</summary>
internal sealed class OutputTail
{
    private const int MaxLines = 20;
    private const int MaxCharacters = 3_000;

    private readonly Queue<string> _lines = new();
    private int _characters;

    public void Add(string line)
    {
        var kept = line.Length > MaxCharacters ? line[..MaxCharacters] : line;
        _lines.Enqueue(kept);
        _characters += kept.Length;
        while (_lines.Count > MaxLines || _characters > MaxCharacters)
            _characters -= _lines.Dequeue().Length;
    }

    public Facts AddTo(Facts evidence) =>
        _lines.Count == 0 ? evidence : evidence.SetItem(Outcome.OutputFact, string.Join('\n', _lines));
}
