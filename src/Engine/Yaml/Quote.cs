namespace OlUpgrade.Yaml;

/// <summary>What somebody wrote, fit to be shown in a sentence: one line, nothing invisible, cut when long.</summary>
internal static class Quote
{
    public static string Of(string text, int maximum = 60)
    {
        var cut = text.Length > maximum ? text[..maximum] + "…" : text;
        return string.Concat(cut.Select(Shown));
    }

    private static char Shown(char character) =>
        char.IsControl(character) || YamlText.IsHidden(character) ? '?' : character;
}
