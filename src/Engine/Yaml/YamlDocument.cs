namespace OlUpgrade.Yaml;

/// <summary>A file as written: its text and its topmost node.</summary>
internal sealed record YamlDocument(string Text, YamlNode Root)
{
    /// <summary>Null if the file cannot be read at all; the problem list says why.</summary>
    public static YamlDocument? Read(ReadOnlySpan<byte> bytes, ProblemList problems) =>
        YamlText.Decode(bytes, problems) is { } text && YamlComposer.Compose(text, problems) is { } root
            ? new(text, root)
            : null;
}
