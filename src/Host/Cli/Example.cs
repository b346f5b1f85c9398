using System.Text;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// The runbook that shows every key with a comment. <c>olupgrade explain</c> prints it, and tests compare it with the
/// parser. It is the repository's <c>workflows/example.yaml</c>, embedded.
/// </summary>
internal static class Example
{
    private static readonly Lazy<string> Built = new(Read);

    public static string Text => Built.Value;

    private static string Read()
    {
        using var stream = typeof(Example).Assembly.GetManifestResourceStream("example.yaml")
            ?? throw new InvalidOperationException("The example is not embedded in this program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
