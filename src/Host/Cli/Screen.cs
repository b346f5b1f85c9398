using System.Text.Encodings.Web;
using System.Text.Json;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// The output of a verb: results and errors are written separately, each as <see cref="TerminalText"/> shows it.
/// </summary>
/// <param name="Output">For results.</param>
/// <param name="Error">For errors and hints.</param>
public sealed record Screen(TextWriter Output, TextWriter Error)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions JsonLine = new(Json) { WriteIndented = false };

    /// <summary>Writes a line of the result.</summary>
    public void Say(string line) => Output.WriteLine(TerminalText.Of(line));

    /// <summary>Writes a hint beside the result.</summary>
    public void Hint(string line) => Error.WriteLine(TerminalText.Of(line));

    /// <summary>Writes indented JSON.</summary>
    public void SayJson(object value) => Output.WriteLine(TerminalText.Json(JsonSerializer.Serialize(value, Json)));

    /// <summary>Writes JSON on one line.</summary>
    public void SayJsonLine(object value) =>
        Output.WriteLine(TerminalText.Json(JsonSerializer.Serialize(value, JsonLine)));

    /// <summary>Writes the errors and returns the exit code.</summary>
    public int Fail(int exitCode, params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
            Hint(sentence);
        return exitCode;
    }
}
