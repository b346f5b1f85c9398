namespace OlUpgrade.Spec.Wire;

/// <summary>The texts that people see, kept word for word as <c>NAME.verified.txt</c> beside the tests.</summary>
internal static class Verified
{
    /// <summary>
    /// The text reads as it was verified. When it is meant to change, the received file beside the tests' program is
    /// the new one.
    /// </summary>
    public static void Reads(string name, string text)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt"), text + "\n");
        Assert.Equal(Text(name), text);
    }

    public static string Text(string name)
    {
        var resource = $"{name}.verified.txt";
        using var stream = typeof(Verified).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
