namespace OlUpgrade.Spec.Wire;

/// <summary>The texts that people see, kept word for word as <c>NAME.verified.txt</c> beside the tests.</summary>
internal static class Verified
{
    public static string Text(string name)
    {
        var resource = $"{name}.verified.txt";
        using var stream = typeof(Verified).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
