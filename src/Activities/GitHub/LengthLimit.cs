using System.Text;

namespace OlUpgrade.GitHub;

/// <summary>A text for which there is only so much room: what does not fit any more is left out as a whole.</summary>
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

    /// <summary>As many of the lines as there may be and as fit, and how many more there are.</summary>
    /// <param name="rest">Where the others are found: what goes behind "and 3 more: ".</param>
    public void AppendLines(IReadOnlyCollection<string> lines, int most, string rest)
    {
        const int forTheRest = 200;
        var written = 0;
        foreach (var line in lines.Take(most))
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
