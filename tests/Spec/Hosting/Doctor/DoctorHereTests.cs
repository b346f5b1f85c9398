using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>What the doctor finds on the service's machine: settings, files, folders, runbooks.</summary>
public sealed class DoctorHereTests
{
    [Fact]
    public async Task A_token_file_that_others_may_read_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        var file = scene.Settings.GitHub.TokenFile;
        DoctorScene.OpenTo(file, UnixFileMode.OtherRead);
        (await scene.Look()).OnlyWrongIs("secrets", $"{file} has mode 0604", $"chmod 600 {file}");
    }

    [Fact]
    [Finding("A21")]
    public async Task A_runbook_that_others_may_change_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        var file = scene.WriteRunbook(DoctorScene.Runbook);
        DoctorScene.OpenTo(file, UnixFileMode.OtherWrite);
        (await scene.Look()).OnlyWrongIs("files", $"{file} has mode 0602", $"chmod go-w {file}");
    }

    [Fact]
    public async Task A_data_folder_that_others_may_enter_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        DoctorScene.OpenTo(scene.Data, UnixFileMode.GroupExecute);
        (await scene.Look()).OnlyWrongIs("data folder", "has mode 0710", $"chmod 700 {scene.Data}");
    }

    [Fact]
    public void A_data_folder_without_room_is_wrong()
    {
        Assert.Equal(Verdict.Ok, DataFolderFindings.OfSpace("/data", DataFolderFindings.MinMegabytes).Verdict);
        var full = DataFolderFindings.OfSpace("/data", DataFolderFindings.MinMegabytes - 1);
        Assert.Equal(
            Finding.Wrong("data folder", "only 499 MiB are free at /data, 500 are needed. Free up space."),
            full
        );
    }

    [Fact]
    public async Task A_journal_that_is_none_is_wrong_and_left_alone()
    {
        await using var scene = await DoctorScene.StartAsync();
        var file = scene.Write("data/journal.db", "not a database, and long enough to be looked at as one would be");
        (await scene.Look()).OnlyWrongIs("journal", file, "cannot be read", "restore the backup");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.StartsWith("not a database", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_operator_nobody_can_start_anything()
    {
        await using var scene = await DoctorScene.StartAsync();
        foreach (var person in scene.Settings.People)
            person.Roles = ["approver"];
        (await scene.Look()).OnlyWrongIs("people", "there is no operator");
    }

    [Fact]
    public async Task An_operator_who_is_the_only_approver_finds_nobody_to_agree()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.People[1].Roles = ["viewer"];
        (await scene.Look()).OnlyWrongIs("people", "no run can be approved");
    }

    [Fact]
    public async Task A_bad_runbook_is_wrong_and_the_good_one_is_still_looked_at()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Write(
            "workflows/bad.yaml",
            SmallWorkflow
                .Runbook()
                .Replace("ol-b", "ol-c", StringComparison.Ordinal)
                .Replace("runbook: small", "runbook: bad", StringComparison.Ordinal)
        );
        var seen = await scene.Look();
        seen.OnlyWrongIs("bad", "bad.yaml:", "ol-c");
        seen.IsOk("small", "valid").IsOk("Slack #openlibrary", "the bot is in it");
    }

    [Fact]
    public async Task A_bad_inventory_is_wrong_and_it_is_said_what_could_not_be_looked_at()
    {
        await using var scene = await DoctorScene.StartAsync();
        Assert.NotEmpty(scene.Fleet.Hosts);
        scene.WriteHosts(SmallWorkflow.Hosts.Replace("ansible_user", "olupgrade_usr", StringComparison.Ordinal));
        var seen = await scene.Look();
        Assert.NotEmpty(seen.Wrong);
        Assert.All(seen.Wrong, line => Assert.StartsWith("workflows: ", line, StringComparison.Ordinal));
        seen.IsNote("workflows", "cannot be checked")
            .IsOk("Slack", "belongs to")
            .IsOk("GitHub", "the token belongs to");
    }

    [Fact]
    public async Task A_folder_without_a_runbook_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        File.Delete(scene.WriteRunbook(""));
        (await scene.Look()).OnlyWrongIs("workflows", "there is no runbook in");
    }
}
