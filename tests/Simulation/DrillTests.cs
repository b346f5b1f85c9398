using System.Text.Json;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>The crash drill for authors of runbooks, on the real database file.</summary>
public sealed class DrillTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-drill-tests-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_runbook_that_survives_every_kill_ends_with_0_and_a_table()
    {
        Assert.Equal(ExitCode.Done, await DrillAsync("patch", "--workflows", Written("apt-get -y upgrade")));
        Assert.Contains(
            "all succeeded, each effect happened once, no law was broken",
            _output.ToString(),
            StringComparison.Ordinal
        );
        Assert.Matches(@"reboot ordered +1 +1 +1 ", _output.ToString());
        Assert.DoesNotContain("FAILED", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task The_service_is_killed_before_and_after_each_append()
    {
        Assert.Equal(ExitCode.Done, await DrillAsync("patch", "--json", "--workflows", Written("apt-get -y upgrade")));
        var drill = JsonDocument.Parse(_output.ToString()).RootElement;
        var appends = drill.GetProperty("appends").GetInt32();
        var stories = drill.GetProperty("stories").EnumerateArray().ToList();
        Assert.True(appends > 20, $"{appends} appends");
        Assert.Equal(
            Enumerable.Range(1, appends).SelectMany(append => new[] { $"{append}-", $"{append}+" }),
            stories.Select(story => story.GetProperty("at").GetString())
        );
        Assert.Equal("run-requested", stories[0].GetProperty("append").GetString());
        Assert.Equal("run-succeeded", stories[^1].GetProperty("append").GetString());
        Assert.All(stories.Skip(2), story => Assert.Equal(2, story.GetProperty("lives").GetInt32()));
    }

    [Fact]
    public async Task One_point_shows_its_journal_with_the_second_life_in_it()
    {
        Assert.Equal(
            ExitCode.Done,
            await DrillAsync("patch", "--at", "12+", "--workflows", Written("apt-get -y upgrade"))
        );
        Assert.Equal(2, _output.ToString().Split(" run-taken-over ").Length - 1);
        Assert.Contains("1 runs", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runbook_that_fails_without_any_kill_ends_with_1_and_the_reason()
    {
        Assert.Equal(ExitCode.Failed, await DrillAsync("patch", "--workflows", Written("exit 7")));
        Assert.Contains("The undisturbed run does not succeed (Aborted)", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("ol-dev", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("no law was broken", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no runbook \"nothing\"", "nothing")]
    [InlineData("--at takes 57- (before append 57)", "patch", "--at", "soon")]
    [InlineData("--at takes 57- (before append 57)", "patch", "--at", "0")]
    [InlineData("--param needs key=value", "patch", "--param", "x")]
    [InlineData("There is no folder", "patch", "--workflows", "/nowhere/at/all")]
    [InlineData("Required argument 'RUNBOOK' missing")]
    public async Task Wrong_input_ends_with_2_and_a_sentence(string sentence, params string[] arguments)
    {
        string[] folder = arguments.Contains("--workflows") ? [] : ["--workflows", Written("true")];
        Assert.Equal(ExitCode.BadInput, await DrillAsync([.. arguments, .. folder]));
        Assert.Contains(sentence, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_after_the_end_of_the_run_is_refused()
    {
        Assert.Equal(ExitCode.BadInput, await DrillAsync("patch", "--at", "900", "--workflows", Written("true")));
        Assert.Contains("appends", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_that_happened_twice_or_never_is_reported()
    {
        var once = EffectTally.Of(Log(1));
        Assert.Null(once.DifferenceFrom(EffectTally.Of(Log(1))));
        Assert.Equal(
            "ol-dev, upgrade: PackagesChanged happened 2 times instead of 1.",
            EffectTally.Of(Log(2)).DifferenceFrom(once)
        );
        Assert.Equal(
            "ol-dev, upgrade: PackagesChanged happened 0 times instead of 1.",
            EffectTally.Of(Log(0)).DifferenceFrom(once)
        );
    }

    [Fact]
    public void A_run_that_fails_the_drill_is_named_with_its_point()
    {
        var tally = EffectTally.Of(Log(1));
        var story = new DrillStory(
            new CrashPoint(57, IsBefore: false),
            "step-started",
            null,
            0,
            null,
            [],
            "Law 2: it started twice."
        );
        var result = new DrillResult(Workflows.Short, 80, RunStatus.Succeeded, null, tally, [story]);
        Assert.False(result.IsGood);
        new DrillReport(result, TimeSpan.FromSeconds(1)).Write(new Screen(_output, _error), withJournals: false);
        Assert.Contains(
            "FAILED at 57+ (step-started): Law 2: it started twice. Repeat with --at 57+",
            _output.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("1 of them failed the drill", _output.ToString(), StringComparison.Ordinal);
    }

    private static EffectLog Log(int times)
    {
        var fleet = new SimulatedFleet(Workflows.Short.Hosts, TimeProvider.System);
        var key = new StepKey(new RunId(1), new StepPlace("stage", "ol-dev", "upgrade"), 1);
        for (var time = 0; time < times; time++)
            fleet.Effects.Add(
                new Effect(EffectKind.PackagesChanged, "ol-dev", key, "nginx", 1, DateTimeOffset.UnixEpoch)
            );
        return fleet.Effects;
    }

    private Task<int> DrillAsync(params string[] arguments) =>
        DrillCommand.RunAsync(arguments, TimeProvider.System, _output, _error);

    /// <summary>Writes the operators' hosts and a runbook with a command and a reboot on one of them.</summary>
    private string Written(string command)
    {
        File.Copy(Path.Combine(Workflows.Folder, "hosts.yaml"), Path.Combine(_folder.FullName, "hosts.yaml"));
        File.WriteAllText(
            Path.Combine(_folder.FullName, "patch.yaml"),
            $$"""
            runbook: patch
            title: A patch of one host
            issue: {repository: internetarchive/openlibrary, labels: []}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            stages:
              - {stage: all, hosts: [ol-dev]}
            steps:
              - {step: patch, run: "{{command}}", timeout: 2m}
              - {step: reboot, reboot: {timeout: 60s, soak: 1s} }
            """
        );
        return _folder.FullName;
    }
}
