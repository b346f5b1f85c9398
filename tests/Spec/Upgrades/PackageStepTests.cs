using System.Text.RegularExpressions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Workflows;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>The shipped steps that change packages, when the archive is away or something else is at work.</summary>
public sealed partial class PackageStepTests
{
    private static readonly TimeSpan ThreeMinutes = TimeSpan.FromMinutes(3);

    [Fact]
    [Finding("H16")]
    public async Task An_archive_that_is_away_for_a_moment_is_asked_again()
    {
        var scene = Upgrade().With(HostFaultKind.ArchiveAway, times: 2);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal("3.0.16-1", scene.Simulated.Packages["openssl"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Finding("H16")]
    public async Task An_archive_that_stays_away_stops_the_run_before_any_package_changes(int after)
    {
        var scene = Upgrade().With(HostFaultKind.ArchiveAway, times: 9, after: after);
        Assert.Equal(StepPhase.Pending, (await scene.DriveAsync()).Phase);
        Assert.Contains(
            "Could not connect Nothing was installed.",
            Assert.Single(scene.Run.Stuck).Failure!.Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal("3.0.15-1", scene.Simulated.Packages["openssl"]);
    }

    [Fact]
    [Finding("H16")]
    public async Task Nothing_is_called_kept_by_lists_that_could_not_be_updated()
    {
        var scene = new HostScene(HostScene.StepOf(new Work.Keep(["packages"]))).With(HostFaultKind.ArchiveAway);
        scene.Failed(await scene.DriveAsync());
        Assert.DoesNotContain(scene.Simulated.Files.Keys, file => file.EndsWith("/list", StringComparison.Ordinal));
    }

    [Fact]
    [Finding("H16")]
    public void No_update_of_the_lists_may_end_well_without_them()
    {
        var updates = Repository
            .Files("*", "workflows", "docs", "src")
            .Where(file => Path.GetExtension(file) is ".yaml" or ".md" or ".cs" or ".sh")
            .SelectMany(file => Repository.Read(file).Split('\n').Select(line => $"{file}: {line.Trim()}"))
            .Where(line => Update().IsMatch(line))
            .ToList();
        Assert.Equal(3, updates.Count);
        Assert.All(updates, line => Assert.Contains("-o APT::Update::Error-Mode=any", line, StringComparison.Ordinal));
    }

    [Fact]
    [Finding("H17")]
    [Finding("H18")]
    public async Task An_upgrade_waits_for_the_locks_and_names_their_holders()
    {
        var scene = Upgrade().With(HostFaultKind.PackagesLocked, ThreeMinutes);
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, 0), (step.Phase, step.RetriesUsed));
        Assert.Equal("3.0.16-1", scene.Simulated.Packages["openssl"]);
        var said = step.Evidence["output"];
        Assert.Contains("unattended-upgr 812 /var/lib/dpkg/lock-frontend", said, StringComparison.Ordinal);
        Assert.Contains("apt-get 813 /var/lib/apt/lists/lock", said, StringComparison.Ordinal);
        Assert.True(scene.Passed > ThreeMinutes);
    }

    [Fact]
    [Finding("H17")]
    public async Task Locks_that_are_never_released_fail_the_step_within_its_time()
    {
        var scene = Upgrade().With(HostFaultKind.PackagesLocked, TimeSpan.FromHours(5));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.PackagesLocked, failure.Kind);
        Assert.Contains("812", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal("3.0.15-1", scene.Simulated.Packages["openssl"]);
    }

    // The command, not the words of a sentence.
    [GeneratedRegex(@"\bapt(-get)? (\S+ )*update *($|[;&|#\\>])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Update();

    private static HostScene Upgrade()
    {
        var written = WorkflowFiles
            .Runbook("security-patches.yaml")
            .Steps.Single(one => one.Name == "upgrade packages");
        var work = (Work.Upgrade)written.Work;
        var all = work with { Packages = work.Packages.With(Facts.Empty) };
        return new HostScene(HostScene.StepOf(all, written.Timeout, written.Retry));
    }
}
