namespace OlUpgrade.Yaml;

/// <summary>A file as written: its text and its topmost node.</summary>
internal sealed record YamlDocument(string Text, YamlNode Root)
{
    /// <summary>Null when the file cannot be read at all; the complaints say why.</summary>
    public static YamlDocument? Read(ReadOnlySpan<byte> bytes, ProblemList complaints) =>
        YamlText.Decode(bytes, complaints) is { } text && YamlComposer.Compose(text, complaints) is { } root
            ? new(text, root)
            : null;
}
