using System.Text;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.House.States;

/// <summary>The page that shows how the status of a run and the phase of a step change.</summary>
internal static class RunStates
{
    private const string Head = """
        # The states of a run

        A test draws this page. It asks the decider what follows from everything that can happen, in every state that
        it reaches ([Exploration](../tests/Spec/House/States/Exploration.cs)). Change the code, not this page. Arrows
        carry the names of events as the journal stores them. Events that change no state, like reminders, are left out.

        """;

    private const string Settled = """

        A run that has ended may still have a command running on a host. The run is settled, and its hosts are free,
        when that command has ended too.

        """;

    private static readonly HashSet<string?> Held = [$"{RunStatus.Halted}"];
    private static readonly HashSet<string?> Back = [$"{RunStatus.RollingBack}", $"{RunStatus.RolledBack}"];

    public static string Page(IEnumerable<Transition> ofRuns, IEnumerable<Transition> ofSteps)
    {
        var runs = ofRuns.ToLookup(PartOf);
        var order = Enum.GetNames<RunStatus>();
        return new StringBuilder(Head)
            .Append(Drawn("A run goes ahead", runs["ahead"], order))
            .Append(Settled)
            .Append(Drawn("A run is held", runs["held"], order))
            .Append(Drawn("A run goes back", runs["back"], order))
            .Append(Drawn("A step", ofSteps.Append(new(null, "", $"{StepPhase.Pending}")), Enum.GetNames<StepPhase>()))
            .ToString();
    }

    private static string PartOf(Transition one)
    {
        if (Held.Contains(one.From) || Held.Contains(one.To))
            return "held";
        return Back.Contains(one.From) || Back.Contains(one.To) ? "back" : "ahead";
    }

    /// <summary>One arrow for each way, with all events that lead along it.</summary>
    private static string Drawn(string title, IEnumerable<Transition> transitions, string[] order)
    {
        var ways = transitions
            .Where(one => one.From != one.To)
            .GroupBy(one => (one.From, one.To))
            .OrderBy(way => Array.IndexOf(order, way.Key.From))
            .ThenBy(way => Array.IndexOf(order, way.Key.To));
        var arrows = ways.Select(way =>
        {
            var events = string.Join(
                ", ",
                way.Select(one => one.Event).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)
            );
            return $"    {way.Key.From ?? "[*]"} --> {way.Key.To}{(events.Length == 0 ? "" : ": ")}{events}\n";
        });
        return $"\n## {title}\n\n```mermaid\nstateDiagram-v2\n{string.Concat(arrows)}```\n";
    }
}
