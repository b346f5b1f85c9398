using System.Text.Encodings.Web;
using System.Text.Json;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Where a verb writes: what was asked for on the one side, what went wrong on the other.</summary>
public sealed record Screen(TextWriter Output, TextWriter Error)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions JsonLine = new(Json) { WriteIndented = false };

    public void Say(string line) => Output.WriteLine(line);

    public void SayJson(object value) => Output.WriteLine(JsonSerializer.Serialize(value, Json));

    public void SayJsonLine(object value) => Output.WriteLine(JsonSerializer.Serialize(value, JsonLine));

    /// <summary>Tells what went wrong and gives the exit code back.</summary>
    public int Fail(int exitCode, params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
            Error.WriteLine(sentence);
        return exitCode;
    }
}
