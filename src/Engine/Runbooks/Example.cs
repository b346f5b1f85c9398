using System.Text;

namespace OlUpgrade.Runbooks;

/// <summary>
/// The runbook that holds every key with its comment: what <c>olupgrade explain</c> prints, and what the tests hold
/// against the parser. It is the repository's <c>workflows/example.yaml</c>, built in.
/// </summary>
public static class Example
{
    private static readonly Lazy<string> Built = new(Read);

    public static string Text => Built.Value;

    private static string Read()
    {
        using var stream = typeof(Example).Assembly.GetManifestResourceStream("example.yaml")
            ?? throw new InvalidOperationException("The example is not built into this program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
