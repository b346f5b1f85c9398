using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// What <c>Run.Decide</c> returns: events, or a refusal, or both for a signal that is journaled but does not
/// count. Empty if the command has nothing left to do.
/// </summary>
public sealed record Decision(ImmutableArray<RunEvent> Events, Refusal? Refusal)
{
    public static Decision Nothing { get; } = new([], null);

    public static Decision Yes(params ImmutableArray<RunEvent> events) => new(events, null);

    public static Decision No(string code, string sentence) => new([], new Refusal(code, sentence));
}
