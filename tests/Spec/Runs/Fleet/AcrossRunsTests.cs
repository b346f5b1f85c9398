using OlUpgrade.GitHub;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>What one run leaves out of service, every later run counts, until it is returned.</summary>
[Finding("H30")]
public sealed class AcrossRunsTests
{
    private readonly FleetScene _scene = new();

    private static CancellationToken Go => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_an_aborted_run_left_drained_keeps_the_next_run_from_taking_another()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await _scene.OpenAsync("ol-solr1");
        var run = await _scene.DriveAsync(next);
        var stuck = Assert.Single(run.Stuck);
        Assert.Equal(FleetScene.At("ol-solr1", "take host"), stuck.Place);
        Assert.Equal(FailureKind.NotReady, stuck.Failure!.Kind);
        Assert.Contains("ol-solr2 has been out of service since", stuck.Failure.Sentence, StringComparison.Ordinal);
        Assert.Contains($"(left so by run {left}, drain)", stuck.Failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("`return ol-solr2`", stuck.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal("ol-solr2", stuck.Evidence[FleetRoom.AwayFact]);
        Assert.Null(stuck.StartedAt);
        Assert.Null((await _scene.FleetAsync()).Find("ol-solr1"));
    }

    [Fact]
    public async Task The_plan_and_every_view_of_the_next_run_say_which_host_is_out_since_when_and_who_left_it_so()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await _scene.OpenAsync("ol-solr1", "ol-solr2");
        var run = await _scene.DriveAsync(next, "ol-solr2", "take host");
        var planned = (await _scene.Journal.ReadAsync(next, 0, Go)).Select(entry => entry.Event);
        var seen = Assert.Single(planned.OfType<RunEvent.PlanMade>()).Fleet!;
        Assert.Equal(("ol-solr2", left.Number, true), (seen.Away[0].Host, seen.Away[0].Run, seen.Away[0].IsDrained));
        var sentence = $"run {left} left it so (drain)";
        Assert.Contains(sentence, Assert.Single(AwayText.Before(run, Door.CommandLine)), StringComparison.Ordinal);
        Assert.Contains(sentence, PlanMessage.Of(run), StringComparison.Ordinal);
        Assert.Contains(sentence, HeaderText.Of(run), StringComparison.Ordinal);
        Assert.Contains(sentence, IssueProgress.Of(run, []), StringComparison.Ordinal);
        var row = FleetTable.Of(run).Single(row => row.Host == "ol-solr2");
        Assert.Equal(left, row.LeftOutBy);
        Assert.Contains($", left so by run {left}", StateText.Of(row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_has_the_host_itself_works_on_it_first_and_closes_it_with_its_own_return()
    {
        await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await _scene.OpenAsync("ol-solr1", "ol-solr2");
        var run = await _scene.DriveAsync(next, "ol-solr2", "return");
        Assert.Null(run.Step(FleetScene.At("ol-solr1", "take host")).StartedAt);
        Assert.Equal(["ol-solr2"], (await _scene.FleetAsync()).Out.Select(host => host.Host));
        var key = new StepKey(next, FleetScene.At("ol-solr2", "return"), 1);
        await _scene.SayAsync(next, new RunCommand.ReportOutcome(key, Outcome.Done()));
        Assert.Empty((await _scene.FleetAsync()).Out);
        Assert.Equal(RunStatus.Succeeded, (await _scene.DriveAsync(next)).Status);
        Assert.Empty((await _scene.FleetAsync()).Hosts);
    }

    [Fact]
    public async Task It_outlives_the_journal_of_the_run_that_left_it()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        Assert.True(await _scene.Journal.ExpireAsync(left, _scene.Time.GetUtcNow(), Go));
        var run = await _scene.DriveAsync(await _scene.OpenAsync("ol-solr1"));
        Assert.Single(run.Stuck);
        var recorder = _scene.NewRecorder();
        var returned = new FleetEvent.Returned("ol-solr2", null, null, Some.Approver, IsByHand: true, "I looked");
        Assert.True(await recorder.ReturnAsync(returned, Go));
        Assert.False(await recorder.ReturnAsync(returned, Go));
        Assert.Empty((await _scene.FleetAsync()).Out);
    }

    [Fact]
    public async Task A_host_that_an_open_run_has_taken_counts_for_every_other_run_as_well()
    {
        var first = await _scene.OpenAsync("ol-solr1");
        await _scene.DriveAsync(first, "ol-solr1", "upgrade");
        var second = await _scene.OpenAsync("ol-solr2");
        var run = await _scene.DriveAsync(second);
        Assert.Contains($"(run {first}, drain)", Assert.Single(run.Stuck).Failure!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_decides_from_an_older_fleet_decides_again()
    {
        var late = _scene.NewRecorder();
        var second = await _scene.OpenAsync("ol-solr2");
        await _scene.DriveAsync(second, "ol-solr2", "take host", late);
        await _scene.SayAsync(second, new PersonsCommand.Abort(Some.Approver, "not yet"), late);
        await _scene.SayAsync(
            second,
            new RunCommand.ReportOutcome(new(second, FleetScene.At("ol-solr2", "take host"), 1), Outcome.Done()),
            late
        );
        Assert.Empty((await late.FleetAsync(Go)).Hosts);
        await _scene.AbortedWhileDrainedAsync("ol-solr1");
        var third = await _scene.OpenAsync("ol-solr2");
        Assert.Single((await _scene.DriveAsync(third, recorder: late)).Stuck);
    }

    [Fact]
    public async Task An_approver_may_have_it_taken_all_the_same_and_a_person_may_exclude_the_other_host()
    {
        await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await _scene.OpenAsync("ol-solr1");
        await _scene.DriveAsync(next);
        var over = new PersonsCommand.Override(
            FleetScene.At("ol-solr1", "take host"),
            Some.Approver,
            "ol-solr2 is a spare"
        );
        Assert.True((await _scene.SayAsync(next, over)).IsChanged);
        Assert.Equal(RunStatus.Succeeded, (await _scene.DriveAsync(next)).Status);
        var third = await _scene.OpenAsync("ol-solr1", "ol-solr2");
        await _scene.SayAsync(third, new PersonsCommand.Exclude("ol-solr2", Some.Approver, "a spare"));
        Assert.Equal(RunStatus.Succeeded, (await _scene.DriveAsync(third)).Status);
        Assert.Equal(["ol-solr2"], (await _scene.FleetAsync()).Out.Select(host => host.Host));
    }

    [Fact]
    public async Task A_person_returns_it_proved_or_by_hand_and_the_next_run_goes_on()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await _scene.OpenAsync("ol-solr1");
        await _scene.DriveAsync(next);
        var asked = new PersonsCommand.Return("ol-solr2", Some.Approver, null, IsByHand: false);
        Assert.Equal("not-proved", (await _scene.SayAsync(left, asked)).Refusal?.Code);
        Assert.Equal("no-reason", (await _scene.SayAsync(left, asked with { IsByHand = true })).Refusal?.Code);
        Assert.Equal("not-operator", (await _scene.SayAsync(left, asked with { By = Some.Stranger })).Refusal?.Code);
        Assert.Equal("no-such-host", (await _scene.SayAsync(left, asked with { Host = "ol-x" })).Refusal?.Code);
        var proof = Facts.Empty.Add("nginx runs", "yes");
        Assert.True((await _scene.SayAsync(left, asked with { Proof = proof })).IsChanged);
        Assert.False((await _scene.SayAsync(left, asked with { Proof = proof })).IsChanged);
        Assert.Empty((await _scene.FleetAsync()).Out);
        var run = (await _scene.Recorder.LoadAsync(left, Go))!;
        Assert.Null(OutOfService.Since(run, "ol-solr2"));
        Assert.Equal("cdrini returned ol-solr2 to service", $"{run.LastDecision!.By} {run.LastDecision.What}");
        await _scene.SayAsync(next, new PersonsCommand.Resume(null, Some.Approver, null));
        Assert.Equal(RunStatus.Succeeded, (await _scene.DriveAsync(next)).Status);
        Assert.Equal("in-service", (await _scene.SayAsync(next, asked with { Host = "ol-solr1" })).Refusal?.Code);
    }

    [Fact]
    public async Task A_run_whose_host_another_one_returned_drains_it_again_before_it_is_rolled_back()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        await _scene.DriveAsync(await _scene.OpenAsync("ol-solr2"));
        Assert.Empty((await _scene.FleetAsync()).Hosts);
        var back = new PersonsCommand.RollBack("all", Some.Approver, "readers see errors");
        var asked = await _scene.SayAsync(left, back);
        Assert.True(asked.IsChanged);
        Assert.Empty((await _scene.FleetAsync()).Out);
        var run = (await _scene.SayAsync(left, new RunCommand.PlanRollback())).Run;
        Assert.Contains(run.StagesAhead.Single().Steps, step => step.Name == "drain");
    }

    [Fact]
    public async Task An_open_run_returns_its_hosts_itself()
    {
        var open = await _scene.OpenAsync("ol-solr1");
        await _scene.DriveAsync(open, "ol-solr1", "upgrade");
        var said = new PersonsCommand.Return("ol-solr1", Some.Approver, "I looked", IsByHand: true);
        Assert.Equal("held", (await _scene.SayAsync(open, said)).Refusal?.Code);
    }

    [Fact]
    public async Task The_end_of_the_run_says_what_stays_out_of_service()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var entries = await _scene.Journal.ReadAsync(left, 0, Go);
        var aborted = Assert.IsType<RunEvent.RunAborted>(entries[^1].Event);
        var run = Run.Fold(left, entries);
        var text = NoteText.Of(aborted, run, run, Door.Slack);
        Assert.Contains("ol-solr2 (since 03:", text, StringComparison.Ordinal);
        Assert.Contains("/upgrade return ol-solr2", text, StringComparison.Ordinal);
    }
}
