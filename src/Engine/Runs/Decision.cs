using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// The answer to a command: events, or a refusal, or (a signal that is heard but does not count) both. Neither means
/// that the command had been obeyed before.
/// </summary>
public sealed record Decision(ImmutableArray<RunEvent> Events, Refusal? Refusal)
{
    public static Decision Nothing { get; } = new([], null);

    public static Decision Yes(params ImmutableArray<RunEvent> events) => new(events, null);

    public static Decision No(string code, string sentence) => new([], new Refusal(code, sentence));
}
