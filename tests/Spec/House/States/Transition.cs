namespace OlUpgrade.Spec.House.States;

/// <summary>An event led from one state to another.</summary>
/// <param name="From">Null for what was not there before.</param>
/// <param name="Event">The stored name of the event.</param>
internal sealed record Transition(string? From, string Event, string To);
