namespace OlUpgrade.Spec.Wire;

/// <summary>Golden texts: what people see, word for word, in <c>NAME.verified.txt</c> next to the tests.</summary>
internal static class Verified
{
    /// <summary>
    /// Compares the text with its golden file. For an intended change, copy <c>NAME.received.txt</c> from the test
    /// program's folder over it.
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
