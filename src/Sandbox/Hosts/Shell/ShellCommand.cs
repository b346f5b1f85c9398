using System.Collections.Immutable;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>A parsed script as a tree; a closed set.</summary>
internal abstract record ShellCommand
{
    private ShellCommand() { }

    internal sealed record Simple(ImmutableArray<ShellWord> Words, ImmutableArray<Redirection> Redirections)
        : ShellCommand;

    internal sealed record Sequence(ImmutableArray<ShellCommand> Commands) : ShellCommand;

    internal sealed record And(ShellCommand Left, ShellCommand Right) : ShellCommand;

    internal sealed record Or(ShellCommand Left, ShellCommand Right) : ShellCommand;

    // Right reads Left's output; each side has its own variables.
    internal sealed record Pipe(ShellCommand Left, ShellCommand Right) : ShellCommand;

    internal sealed record Not(ShellCommand Inner) : ShellCommand;

    internal sealed record If(ShellCommand Condition, ShellCommand Then, ShellCommand? Otherwise) : ShellCommand;

    internal sealed record For(string Name, ImmutableArray<ShellWord> Values, ShellCommand Body) : ShellCommand;

    /// <summary>Syntax that the parser does not know. Running it fails with 127 and a message.</summary>
    internal sealed record Unknown(string What) : ShellCommand;

    // One of > >> 2> 2>&1 >&2 <
    internal sealed record Redirection(string Operator, ShellWord? Target);
}
