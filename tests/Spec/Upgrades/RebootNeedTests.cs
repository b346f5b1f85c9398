using System.Diagnostics;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.RealHost;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>Why a host needs a reboot, and a reboot only where there is a reason.</summary>
public sealed class RebootNeedTests
{
    private const string Identity = """
        machine-id=0123456789abcdef0123456789abcdef
        boot-id=01234567-89ab-cdef-0123-456789abcdef
        kernel=6.1.0-30-amd64
        system=Debian
        """;

    [Fact]
    public void Each_reason_is_a_sentence() =>
        Assert.Equal(
            [
                "the kernel 6.1.0-30-amd64 runs, 6.1.0-31-amd64 is installed",
                "the system asks for it: libc6 linux-base",
                "programs use libraries that were replaced: nginx (/usr/lib/libssl.so.3), sshd (/usr/lib/libz.so.1)",
            ],
            Read(
                "kernel-installed=6.1.0-31-amd64\nasked libc6 linux-base \n"
                    + "holds nginx /usr/lib/libssl.so.3\nholds sshd /usr/lib/libz.so.1\n"
            )
        );

    [Fact]
    public void Many_programs_are_counted() =>
        Assert.EndsWith(
            "p5 (/l.so) and 3 more",
            Assert.Single(
                Read(
                    "kernel-installed=6.1.0-30-amd64\n"
                        + string.Concat(Enumerable.Range(1, 8).Select(at => $"holds p{at} /l.so\n"))
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_newest_kernel_without_a_reason_needs_none() =>
        Assert.Empty(Read("kernel-installed=6.1.0-30-amd64\n"));

    [Fact]
    public void A_text_that_is_no_answer_says_nothing() => Assert.Null(RebootNeed.Read(new ShellAnswer(0, "x", "")));

    [Fact]
    public async Task A_host_that_needs_no_reboot_is_left_running()
    {
        var scene = Reboot();
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, "no reboot is needed"), (step.Phase, step.Evidence["found"]));
        Assert.Equal((0, 0), (scene.Simulated.Boots, scene.Effects(EffectKind.RebootOrdered)));
    }

    [Fact]
    public async Task A_host_that_needs_one_is_rebooted_and_the_reasons_are_journaled()
    {
        var scene = Reboot();
        scene.Simulated.InstalledKernel = "6.1.0-31-amd64";
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, 1), (step.Phase, scene.Simulated.Boots));
        Assert.Equal(
            "the kernel 6.1.0-30-amd64 runs, 6.1.0-31-amd64 is installed",
            scene.Events.OfType<RunEvent.StepStarted>().Last().Before["reboot-needed"]
        );
    }

    [Fact]
    public async Task A_program_that_uses_a_library_which_was_replaced_is_found_by_the_real_shell()
    {
        var libz = Directory.EnumerateFiles("/usr/lib", "libz.so.1*", SearchOption.AllDirectories).FirstOrDefault();
        Assert.SkipUnless(libz is not null, "no libz on this machine: install zlib1g");
        using var folder = new TempFolder();
        var copy = folder.File("libz.so.1");
        File.Copy(libz, copy);
        var start = new ProcessStartInfo("/bin/sleep", "60");
        start.Environment["LD_PRELOAD"] = copy;
        using var holder = Process.Start(start)!;
        try
        {
            await Eventually.True("the library in its memory", () =>
                Maps(holder).Contains(copy, StringComparison.Ordinal)
            );
            File.Delete(copy);
            var said = RealShell.Run(RebootNeed.Script, new Dictionary<string, string>()).Said;
            Assert.Contains($"holds sleep {copy}\n", said, StringComparison.Ordinal);
        }
        finally
        {
            holder.Kill();
            holder.WaitForExit();
        }
    }

    private static string Maps(Process process) => File.ReadAllText($"/proc/{process.Id}/maps");

    private static IEnumerable<string> Read(string lines) =>
        RebootNeed.Read(new ShellAnswer(0, $"{Identity}\n{lines}", ""))!.Reasons;

    private static HostScene Reboot() =>
        new(HostScene.StepOf(new Work.Reboot(TimeSpan.FromMinutes(1), OnlyIfNeeded: true), TimeSpan.FromMinutes(10)));
}
