using OlUpgrade.Wording;

namespace OlUpgrade.Secrets;

/// <summary>
/// Cleans output line by line. It remembers a private key that has begun, because no line of it looks like a secret by
/// itself.
/// </summary>
public sealed class OutputCleaner(Redactor redactor)
{
    /// <summary>No private key has more lines; what follows is output again.</summary>
    private const int MaxKeyLines = 400;

    private int _keyLinesLeft;

    /// <summary>The line without secrets and with nothing hidden; null for the rest of a private key.</summary>
    public string? Clean(string line)
    {
        if (_keyLinesLeft > 0)
        {
            _keyLinesLeft = KnownTokens.EndsPrivateKey(line) ? 0 : _keyLinesLeft - 1;
            return null;
        }

        if (KnownTokens.BeginsPrivateKey(line) && !KnownTokens.EndsPrivateKey(line))
            _keyLinesLeft = MaxKeyLines;
        return OutsideText.Visible(redactor.Clean(line));
    }
}
