using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>What a running script on a simulated host can see and say.</summary>
/// <param name="Key">The attempt it belongs to; null for a question.</param>
internal sealed record ShellScope(
    SimulatedHost Host,
    StepKey? Key,
    long Fence,
    Dictionary<string, string> Variables,
    Action<string> Output,
    Action<string> Error
)
{
    /// <summary>Of the last command: <c>$?</c>.</summary>
    public int LastExit { get; set; }

    /// <summary>True after <c>exit</c>, or after a failure under <c>set -e</c>.</summary>
    public bool IsOver { get; set; }

    public bool StopsAtFailure { get; set; }

    /// <summary>After <c>set -f</c> a star in a word is a star.</summary>
    public bool TakesStarsAsTheyAre { get; set; }

    /// <summary>What a command reads that is given no file.</summary>
    public string Input { get; init; } = "";

    public string Value(string name) =>
        name switch
        {
            "?" => $"{LastExit}",
            "$" => "4242",
            _ => Variables.GetValueOrDefault(name, ""),
        };

    public void Note(EffectKind kind, string detail) => Host.Note(kind, Key, detail, Fence);

    public int Fail(int code, string sentence)
    {
        Error(sentence + "\n");
        return code;
    }
}
