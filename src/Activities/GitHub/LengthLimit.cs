using System.Text;

namespace OlUpgrade.GitHub;

/// <summary>A text of limited length: a block that does not fit is left out as a whole.</summary>
internal sealed class LengthLimit(int room)
{
    private readonly StringBuilder _text = new();

    /// <summary>How many characters still fit.</summary>
    public int Left => room - _text.Length;

    public bool TryAppend(string block)
    {
        if (block.Length > Left)
            return false;
        _text.Append(block);
        return true;
    }

    /// <summary>Appends the lines that fit, and says how many more there are.</summary>
    /// <param name="max">The most lines to append.</param>
    /// <param name="rest">Where the others are, as the end of "and 3 more: ".</param>
    public void AppendLines(IReadOnlyCollection<string> lines, int max, string rest)
    {
        const int forTheRest = 200;
        var written = 0;
        foreach (var line in lines.Take(max))
        {
            if (line.Length + forTheRest > Left)
                break;
            _text.Append(line).Append('\n');
            written++;
        }

        if (written < lines.Count)
            TryAppend($"- and {lines.Count - written} more: {rest}\n");
    }

    public override string ToString() => _text.ToString();
}
