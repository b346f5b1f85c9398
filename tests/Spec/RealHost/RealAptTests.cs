using System.Globalization;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Workflows;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.RealHost;

/// <summary>The lines of the shipped runbooks with the real apt and dpkg, in folders of their own.</summary>
public sealed class RealAptTests : IDisposable
{
    private readonly TempFolder _root = new();

    public RealAptTests()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/apt-get"), "no apt on this machine");
        Assert.SkipUnless(File.Exists("/usr/bin/lslocks"), "no lslocks on this machine");
        foreach (var folder in new[] { "var/lib/dpkg/updates", "var/lib/dpkg/info", "var/lib/apt/lists/partial" })
            Directory.CreateDirectory(_root.File(folder));
        Directory.CreateDirectory(_root.File("var/cache/apt/archives/partial"));
        Directory.CreateDirectory(_root.File("etc/apt.conf.d"));
        Directory.CreateDirectory(_root.File("archive"));
        _root.Write("var/lib/dpkg/status", "");
        _root.Write("archive/Packages", "");
        _root.Write("etc/sources.list", "");
        _root.Write("apt.conf", Configuration());
    }

    public static TheoryData<string, string> Changing => new() { { "docker-upgrade.yaml", "upgrade docker" } };

    public void Dispose() => _root.Dispose();

    [Theory]
    [MemberData(nameof(Changing))]
    [Finding("H16")]
    public void An_archive_that_cannot_be_reached_fails_the_update(string file, string step)
    {
        var update = Lines(Script(file, step), "options=", " update");
        Sources("http://127.0.0.1:1");
        var away = Sh(update);
        Assert.True(away.Code == 100, away.Said);
        Assert.Contains("E: Failed to fetch http://127.0.0.1:1/", away.Said, StringComparison.Ordinal);
        Sources();
        var there = Sh(update);
        Assert.True(there.Code == 0, there.Said);
    }

    [Fact]
    [Finding("H16")]
    public void Without_the_option_the_same_update_only_warns()
    {
        Sources("http://127.0.0.1:1");
        var away = Sh("apt-get -y update");
        Assert.Equal(0, away.Code);
        Assert.Contains("W: Failed to fetch", away.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lib/dpkg/lock-frontend")]
    [InlineData("lib/dpkg/lock")]
    [InlineData("lib/apt/lists/lock")]
    [InlineData("cache/apt/archives/lock")]
    [Finding("H17")]
    [Finding("H18")]
    public void A_held_lock_is_waited_for_and_its_holder_named(string name)
    {
        foreach (var script in Waiting)
        {
            using var locked = Hold(name);
            var waited = RealShell.Start(Private(Wait(script)) + "echo free", Environment);
            var first = waited.StandardOutput.ReadLine();
            Assert.Contains(System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture), first, default);
            Assert.EndsWith($"/var/{name}", first, StringComparison.Ordinal);
            Assert.False(waited.HasExited);
            locked.Dispose();
            var end = RealShell.End(waited);
            Assert.Equal(0, end.Code);
            Assert.EndsWith("free\n", end.Said, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Finding("H17")]
    public void A_lock_that_stays_held_is_left_to_dpkg_after_the_limit()
    {
        using var locked = Hold("lib/dpkg/lock-frontend");
        var wait = Private(Wait(Waiting[0]))
            .Replace("seq 60", "seq 2", StringComparison.Ordinal)
            .Replace("sleep 0.1", "echo waits", StringComparison.Ordinal);
        var end = Sh(wait + $"dpkg --force-not-root --admindir={_root.File("var/lib/dpkg")} --configure -a");
        Assert.Equal(2, end.Code);
        Assert.Equal(2, end.Said.Split('\n').Count(line => line == "waits"));
        Assert.Contains("frontend lock was locked by another process", end.Said, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H17")]
    public void Without_a_lock_nothing_is_waited_for()
    {
        var end = Sh(Private(Wait(Waiting[0])) + "echo free");
        Assert.Equal((0, "free\n"), (end.Code, end.Said));
    }

    /// <summary>Every shipped script that changes packages, its undo too.</summary>
    private static IReadOnlyList<string> Waiting =>
        [
            .. Changing.SelectMany(row =>
                new[] { Script(row.Data.Item1, row.Data.Item2), Work(row.Data.Item1, row.Data.Item2).Undo! }
            ),
            KeepScripts.Of(new Work.Keep(["packages"])),
        ];

    private static Work.Run Work(string file, string step) =>
        (Work.Run)WorkflowFiles.Runbook(file).Steps.Single(one => one.Name == step).Work;

    private static string Script(string file, string step) => Work(file, step).Script;

    private static string Lines(string script, string beginning, string ending) =>
        string.Concat(
            script
                .Split('\n')
                .Where(line => line.StartsWith(beginning, default) || line.EndsWith(ending, default))
                .Select(line => line + "\n")
        );

    /// <summary>The lines of the script that wait for the locks.</summary>
    private static string Wait(string script)
    {
        var from = script.IndexOf("for try in ", StringComparison.Ordinal);
        Assert.True(from >= 0, $"No wait for the locks in:\n{script}");
        var to = script.IndexOf("done\n", from, StringComparison.Ordinal);
        return "set -euf\n" + script[from..(to + "done\n".Length)];
    }

    private string Private(string wait) =>
        wait.Replace("' /var/", $"' {_root.Path}/var/", StringComparison.Ordinal)
            .Replace("sleep 10", "sleep 0.1", StringComparison.Ordinal);

    private FileStream Hold(string name)
    {
        var file = new FileStream(
            _root.File($"var/{name}"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite
        );
#pragma warning disable CA1416 // The tests of this class need apt, so that they run on Linux only.
        file.Lock(0, 0);
#pragma warning restore CA1416
        return file;
    }

    private void Sources(params string[] away) =>
        _root.Write(
            "etc/sources.list",
            string.Concat(
                away.Append($"file:{_root.File("archive")}").Select(place => $"deb [trusted=yes] {place} ./\n")
            )
        );

    private string Configuration() =>
        $"""
            Dir::State "{_root.File("var/lib/apt")}";
            Dir::State::status "{_root.File("var/lib/dpkg/status")}";
            Dir::Cache "{_root.File("var/cache/apt")}";
            Dir::Etc "{_root.File("etc")}";
            Acquire::Retries "0";
            APT::Sandbox::User "root";
            """;

    private (int Code, string Said) Sh(string script) => RealShell.Run(script, Environment);

    private Dictionary<string, string> Environment => new() { ["APT_CONFIG"] = _root.File("apt.conf") };
}
