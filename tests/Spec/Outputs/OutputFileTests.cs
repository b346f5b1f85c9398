using System.Globalization;
using System.Security.Cryptography;
using OlUpgrade.Outputs;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Upgrades;

namespace OlUpgrade.Spec.Outputs;

/// <summary>
/// All that a step prints is in a file: cleaned, limited, its owner's alone, and named by its digest in the journal.
/// </summary>
public sealed class OutputFileTests : IDisposable
{
    private const string Secret = "xoxb-1234567890";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_journal_has_the_end_of_a_long_output_and_the_digest_of_the_file_with_all_of_it()
    {
        var scene = Script("cat /numbers");
        scene.Simulated.Files["/numbers"] = Numbers(500);
        var step = await scene.DriveAsync();
        var file = Kept(scene).File;
        Assert.Equal(Numbers(500), await File.ReadAllTextAsync(file.FullName, Go));
        Assert.DoesNotContain("\n479\n", step.Evidence[Outcome.OutputFact], StringComparison.Ordinal);
        Assert.Equal($"{file.Length}", step.Evidence[Outcome.OutputBytesFact]);
        var hash = SHA256.HashData(await File.ReadAllBytesAsync(file.FullName, Go));
        Assert.Equal($"sha256:{Convert.ToHexStringLower(hash)}", step.Evidence[Outcome.OutputDigestFact]);
        Assert.Empty(OutputProof.Differences(scene.Entries, scene.Outputs));
    }

    [Fact]
    public async Task No_secret_is_in_the_file_and_nobody_but_its_owner_can_read_it()
    {
        var scene = Script($"echo token {Secret}; echo open");
        await scene.DriveAsync();
        var file = Kept(scene).File;
        Assert.Equal("token [secret removed]\nopen\n", await File.ReadAllTextAsync(file.FullName, Go));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            file.Directory!.UnixFileMode
        );
    }

    [Fact]
    public void More_than_eight_mebibytes_are_not_kept_and_the_file_says_so()
    {
        var key = Key(1);
        var folder = OutputFolder.In(_folder.File("output"));
        using (var file = folder.Open(key))
        {
            for (var lines = 0; lines < 9 * 1024; lines++)
                file.Add(new string('x', 1023));
            Assert.NotNull(file.Finish());
        }

        for (var restarts = 0; restarts < 40; restarts++)
        {
            using var again = folder.Open(key);
            again.Add("after a restart");
            Assert.NotNull(again.Finish());
        }

        var kept = folder.Find(key)!;
        Assert.InRange(kept.Length, OutputFolder.MaxBytes - 2048, OutputFolder.MaxBytes);
        Assert.Contains(
            "x\n[8 MiB are kept here; all of it is in the ledger on the host]\n",
            File.ReadAllText(kept.FullName),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Output_that_is_read_again_after_a_restart_is_added_and_says_so()
    {
        var scene = Script("echo first");
        await scene.DriveAsync();
        using (var file = scene.Outputs.Open(Kept(scene).Key))
        {
            file.Add("second");
            Assert.NotNull(file.Finish());
        }

        Assert.Equal(
            "first\n[the service was restarted, and read this output again]\nsecond\n",
            await File.ReadAllTextAsync(Kept(scene).File.FullName, Go)
        );
        Assert.Contains(
            "is not what the command printed",
            Assert.Single(OutputProof.Differences(scene.Entries, scene.Outputs)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_step_ends_well_although_its_output_cannot_be_kept()
    {
        _folder.Write("output", "a file where the folder should be");
        var scene = Script("echo first");
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("first", step.Evidence[Outcome.OutputFact]);
        Assert.DoesNotContain(Outcome.OutputDigestFact, step.Evidence.Keys);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_missed()
    {
        var scene = Script("echo first");
        await scene.DriveAsync();
        scene.Outputs.Delete(new RunId(1));
        Assert.Contains(
            "the output of 1/canary/ol-dev/the step/1 is gone",
            OutputProof.Differences(scene.Entries, scene.Outputs)
        );
    }

    [Theory]
    [InlineData("ol-dev", true)]
    [InlineData("canary/ol-dev", true)]
    [InlineData("ol-dev/the step/1", true)]
    [InlineData("ol-de", false)]
    [InlineData("ol-dev/1", false)]
    public async Task An_output_is_found_by_whole_parts_of_its_name(string where, bool isFound)
    {
        var scene = Script("echo first");
        await scene.DriveAsync();
        Assert.Equal(isFound, Kept(scene).IsOf(where));
    }

    private static CancellationToken Go => TestContext.Current.CancellationToken;

    private static StepKey Key(int attempt) =>
        new(new RunId(1), new StepPlace("canary", "ol-dev", "the step"), attempt);

    private static string Numbers(int count) =>
        string.Concat(
            Enumerable.Range(1, count).Select(number => $"{number.ToString(CultureInfo.InvariantCulture)}\n")
        );

    private static AttemptOutput Kept(HostScene scene) => Assert.Single(AttemptOutput.Of(scene.Run, scene.Outputs));

    private HostScene Script(string script) =>
        new(HostScene.StepOf(new Work.Run(script, null, null)), redactor: new Redactor([Secret]))
        {
            Outputs = OutputFolder.In(_folder.File("output")),
        };
}
