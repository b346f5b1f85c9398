namespace OlUpgrade.Yaml;

/// <summary>
/// An author's text made safe to quote in a sentence: one line, no invisible characters, shortened if it is long.
/// </summary>
internal static class Quote
{
    public static string Of(string text, int maxLength = 60)
    {
        var cut = text.Length > maxLength ? text[..maxLength] + "…" : text;
        return string.Concat(cut.Select(Shown));
    }

    private static char Shown(char character) =>
        char.IsControl(character) || YamlText.IsHidden(character) ? '?' : character;
}
