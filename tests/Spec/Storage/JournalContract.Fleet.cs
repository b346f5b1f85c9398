using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Storage;

/// <summary>The fleet's stream: appended with a run's entries, and kept when the run expires.</summary>
public abstract partial class JournalContract
{
    private static readonly FleetEvent Out = new FleetEvent.WentOut(
        "ol-dev",
        "0123456789abcdef0123456789abcdef",
        "web",
        1,
        Some.Time,
        "drain",
        IsDrained: true
    );

    private static NewFleetEntries FleetAfter(int version, params FleetEvent[] events) =>
        new(version, [.. events.Select((one, at) => new FleetEntry(version + 1 + at, Some.Time, one))]);

    [Fact]
    [Finding("H30")]
    public async Task What_a_run_says_of_the_fleet_is_appended_with_it_and_outlives_it()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        var append = await NewEntriesAsync(journal, run, null, new RunEvent.RunAborted(Some.Requester, null));
        Assert.Equal(Appended.Yes, await journal.AppendAsync(append with { Fleet = FleetAfter(0, Out) }, Go));
        Assert.True(await journal.ExpireAsync(run, Some.Time, Go));
        var kept = Assert.Single(await journal.ReadFleetAsync(0, Go));
        Assert.Equal((1, Some.Time, Out), (kept.Version, kept.At, kept.Event));
        Assert.Empty(await journal.ReadFleetAsync(1, Go));
        var back = new FleetEvent.Returned("ol-dev", null, null, Some.Approver, IsByHand: true, "I looked");
        Assert.Equal(Appended.Yes, await journal.AppendFleetAsync(FleetAfter(1, back), Go));
        Assert.Equal(Appended.Conflict, await journal.AppendFleetAsync(FleetAfter(1, back), Go));
        Assert.Empty(FleetState.Fold(await journal.ReadFleetAsync(0, Go)).Hosts);
    }

    [Theory]
    [Finding("H30")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_that_relies_on_an_older_fleet_appends_nothing(bool alsoChangesIt)
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        Assert.Equal(Appended.Yes, await journal.AppendFleetAsync(FleetAfter(0, Out), Go));
        var append = await NewEntriesAsync(journal, run, null, new RunEvent.PlanMade(Digest.Of("plan")));
        var stale = append with { Fleet = alsoChangesIt ? FleetAfter(0, Out) : FleetAfter(0) };
        Assert.Equal(Appended.Conflict, await journal.AppendAsync(stale, Go));
        Assert.Single(await journal.ReadAsync(run, 0, Go));
        Assert.Single(await journal.ReadFleetAsync(0, Go));
        Assert.Equal(Appended.Yes, await journal.AppendAsync(append with { Fleet = FleetAfter(1) }, Go));
    }
}
