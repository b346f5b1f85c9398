using System.Collections.Immutable;
using Moq;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>What a recorder remembers of the fleet is never older than what it knew, and never decides alone.</summary>
[Finding("H30")]
public sealed class RecorderFleetTests
{
    private static CancellationToken Go => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_read_of_the_fleet_does_not_replace_a_later_one()
    {
        var slow = new TaskCompletionSource<ImmutableArray<FleetEntry>>();
        var journal = new Mock<IJournal>();
        journal
            .SetupSequence(one => one.ReadFleetAsync(0, It.IsAny<CancellationToken>()))
            .Returns(slow.Task)
            .ReturnsAsync([Taken(1), Taken(2)]);
        journal.Setup(one => one.ReadFleetAsync(2, It.IsAny<CancellationToken>())).ReturnsAsync([]);
        var recorder = new Recorder(journal.Object, new MovableTime(Some.Time));
        var first = recorder.FleetAsync(Go);
        Assert.Equal(2, (await recorder.FleetAsync(Go)).Version);
        slow.SetResult([Taken(1)]);
        await first;
        Assert.Equal(2, (await recorder.FleetAsync(Go)).Version);
        journal.Verify(one => one.ReadFleetAsync(2, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task An_append_about_a_host_that_a_run_changes_is_decided_from_the_newest_fleet()
    {
        var scene = new FleetScene();
        var id = await scene.OpenAsync("ol-solr1");
        await scene.DriveAsync(id, "ol-solr1", "upgrade");
        var version = (await scene.FleetAsync()).Version;
        var returned = new FleetEvent.Returned("ol-solr1", null, 9);
        var elsewhere = new NewFleetEntries(version, [new FleetEntry(version + 1, Some.Time, returned)]);
        Assert.Equal(Appended.Yes, await scene.Journal.AppendFleetAsync(elsewhere, Go));
        var key = new StepKey(id, FleetScene.At("ol-solr1", "upgrade"), 1);
        await scene.SayAsync(id, new RunCommand.ReportOutcome(key, Outcome.Done()));
        Assert.Equal("ol-solr1", Assert.Single((await scene.FleetAsync()).Out).Host);
    }

    [Fact]
    public async Task An_open_run_that_is_taken_up_tells_the_fleet_what_it_has()
    {
        var scene = new FleetScene();
        var id = await scene.OpenAsync("ol-solr1");
        await scene.DriveAsync(id, "ol-solr1", "upgrade");
        // As after an update: the run is in its journal, and the fleet's stream does not know it.
        var version = (await scene.FleetAsync()).Version;
        var forgotten = new NewFleetEntries(
            version,
            [
                new FleetEntry(version + 1, Some.Time, new FleetEvent.Returned("ol-solr1", null, 9)),
                new FleetEntry(version + 2, Some.Time, new FleetEvent.Released("ol-solr1", null, id.Number)),
            ]
        );
        Assert.Equal(Appended.Yes, await scene.Journal.AppendFleetAsync(forgotten, Go));
        Assert.Empty((await scene.FleetAsync()).Hosts);
        var drivers = new RunDrivers(new("worker"), scene.Journal, scene.NewRecorder(), steps: null!, scene.Time);
        await drivers.TakeAsync(id, new ClockWatch(scene.Time).View(), Go);
        var known = Assert.Single((await scene.FleetAsync()).Hosts.Values);
        Assert.Equal((id, id), (known.Out?.Run, known.TakenBy));
    }

    private static FleetEntry Taken(int version) =>
        new(version, Some.Time, new FleetEvent.Taken($"ol-{version}", null, "web", version));
}
