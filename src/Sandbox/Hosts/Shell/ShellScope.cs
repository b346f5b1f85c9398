using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>The environment of a running script on a simulated host.</summary>
/// <param name="Key">The attempt that it belongs to; null for a question.</param>
internal sealed record ShellScope(
    SimulatedHost Host,
    StepKey? Key,
    long Fence,
    Dictionary<string, string> Variables,
    Action<string> Output,
    Action<string> Error
)
{
    /// <summary>The exit code of the last command, <c>$?</c>.</summary>
    public int LastExit { get; set; }

    /// <summary>True after <c>exit</c>, or after a failure under <c>set -e</c>.</summary>
    public bool IsOver { get; set; }

    /// <summary>True from <c>break</c> to the end of its loop.</summary>
    public bool LeavesLoop { get; set; }

    /// <summary>True after <c>set -e</c>.</summary>
    public bool StopsAtFailure { get; set; }

    /// <summary>True after <c>set -f</c>: stars are not expanded.</summary>
    public bool KeepsStars { get; set; }

    /// <summary>The standard input.</summary>
    public string Input { get; init; } = "";

    public string Value(string name) =>
        name switch
        {
            "?" => $"{LastExit}",
            "$" => "4242",
            _ => Variables.GetValueOrDefault(name) ?? HostEnvironment.Value(name),
        };

    public void Note(EffectKind kind, string detail) => Host.Note(kind, Key, detail, Fence);

    public int Fail(int code, string sentence)
    {
        Error(sentence + "\n");
        return code;
    }
}
