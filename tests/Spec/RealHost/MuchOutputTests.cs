using OlUpgrade.Spec.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.RealHost;

/// <summary>
/// A command that prints 200 MB: all of it stays on the host, and the service reads only its end.
/// </summary>
public sealed class MuchOutputTests : IClassFixture<LoopbackSshd>
{
    private const long Much = 200_000_000;
    private const long Megabyte = 1_000_000;
    private const string Flood = "yes 'one uninteresting line among very many others' | head -c 200000000; echo";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    // 64 MB, in hexadecimal. Kept as strings, the output would take 400 MB.
    private static readonly Dictionary<string, string> LittleMemory = new()
    {
        ["DOTNET_GCHeapHardLimit"] = "0x4000000",
    };

    private readonly LoopbackSshd _sshd;

    public MuchOutputTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    [Fact]
    public async Task Neither_memory_nor_journal_nor_log_grow_with_it_and_its_end_is_known()
    {
        await using var scene = await BeginAsync();
        scene.OpenGate();
        scene.Type("/upgrade start line");
        await scene.Approve();
        await Support.Eventually.True("the command at work", () => scene.Lines == 1);
        var end = await Support.Eventually.Found(
            "the end of the run",
            () => EndAsync(scene),
            () => scene.Service.Output,
            Within
        );
        Assert.Equal("The run succeeded.", end);
        Assert.Contains(
            "output continues: `olupgrade output 1` shows it",
            scene.Service.Output,
            StringComparison.Ordinal
        );
        Assert.InRange(scene.Service.Output.Length, 1, Megabyte);
        await TheEndIsKnown(scene);
    }

    [Fact]
    public async Task A_service_that_was_killed_in_the_middle_does_not_read_it_again()
    {
        await using var scene = await BeginAsync();
        scene.Type("/upgrade start line");
        await scene.Approve();
        await scene.Logged("output continues");
        await Support.Eventually.True("all of the output on the host", () => Printed(scene) > Much);
        await scene.KillAsync();
        await scene.ServeAsync(LittleMemory);
        await scene.Logged("earlier output is in the ledger on the host");
        scene.OpenGate();
        await scene.Eyes.Said("The run succeeded.");
        // 64 KiB are some thousand of these lines; from the beginning there would be more than are logged.
        Assert.DoesNotContain("output continues", scene.Service.Output, StringComparison.Ordinal);
        await TheEndIsKnown(scene);
    }

    private async Task<RealHostScene> BeginAsync()
    {
        var scene = await RealHostScene.StartAsync(_sshd, Flood);
        KnownHosts.Pin(scene.KnownHosts, "127.0.0.1", _sshd.Port, _sshd.HostKey);
        await scene.ServeAsync(LittleMemory);
        return scene;
    }

    /// <summary>How the run ended, or what a service said that ended before it, for want of memory.</summary>
    private static Task<string?> EndAsync(RealHostScene scene) =>
        Task.FromResult(
            scene.Eyes.Count("The run succeeded.") > 0 ? "The run succeeded."
            : scene.Service.HasEnded ? scene.Service.Output
            : null
        );

    private static async Task TheEndIsKnown(RealHostScene scene)
    {
        var journal = (await scene.Journal()).ToJsonString();
        Assert.Contains("said at the end of the line", journal, StringComparison.Ordinal);
        Assert.Equal(1, scene.Lines);
        var database = Directory.GetFiles(scene.File("data"), "journal.db*").Sum(file => new FileInfo(file).Length);
        Assert.InRange(database, 1, 10 * Megabyte);
        Assert.InRange(Printed(scene), Much, long.MaxValue);
    }

    /// <summary>How many bytes of output the ledger keeps.</summary>
    private static long Printed(RealHostScene scene) =>
        Directory.GetFiles(scene.Ledger, "output", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
