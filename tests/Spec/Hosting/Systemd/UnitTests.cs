using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Systemd;

/// <summary>What systemd says of the service's unit.</summary>
public sealed partial class UnitTests
{
    private const string Unit = "src/Host/Systemd/olupgrade.service";

    [Fact]
    [Finding("A12")]
    public async Task The_unit_exposes_little_of_its_host()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "this test needs systemd-analyze: install systemd");
        string[] arguments = ["security", "--offline=yes", "--no-pager", Repository.Path(Unit)];
        using var analysis = Process.Start(
            new ProcessStartInfo("systemd-analyze", arguments)
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var report = await analysis.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var level = Level().Match(report).Groups["level"].Value;
        Assert.True(double.Parse(level, CultureInfo.InvariantCulture) <= 1.5, report);
    }

    [Theory]
    [InlineData("MemoryMax")]
    [InlineData("TasksMax")]
    [InlineData("CPUQuota")]
    [InlineData("RuntimeDirectory")]
    [Finding("A12")]
    public void The_unit_has_limits_and_a_folder_for_the_socket(string key) =>
        Assert.Contains($"\n{key}=", Repository.Read(Unit), StringComparison.Ordinal);

    /// <summary>The runtime sets its threads' processors when it starts, and gives up if it may not.</summary>
    [Fact]
    public void The_unit_allows_the_one_call_without_which_the_runtime_does_not_start() =>
        Assert.Contains("\nSystemCallFilter=sched_setaffinity\n", Repository.Read(Unit), StringComparison.Ordinal);

    [GeneratedRegex(
        @"Overall exposure level for \S+: (?<level>[0-9.]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Level();
}
