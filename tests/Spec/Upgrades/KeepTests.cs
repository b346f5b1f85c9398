using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>What is kept for a rollback, what an upgrade would change, and which changes have no way back.</summary>
public sealed class KeepTests
{
    [Fact]
    public async Task What_was_kept_is_told()
    {
        var scene = Scene();
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Contains("openssl=3.0.15-1 from the archive", step.Evidence["kept-packages"].Split('\n'));
        Assert.Equal("web openlibrary/olbase:rollback-1", step.Evidence["kept-images"]);
        Assert.Equal("", step.Evidence["no-way-back"]);
        Assert.Equal(1, scene.Began(1));
    }

    [Theory]
    [InlineData(HostFaultKind.StartAnswerLost)]
    [InlineData(HostFaultKind.StartLost)]
    public async Task A_lost_answer_ends_as_if_it_had_come(HostFaultKind fault)
    {
        var scene = Scene().AtStart(fault);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(1, scene.Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task A_lost_ledger_is_a_question_for_people()
    {
        var scene = Scene();
        scene.AtStart(() => scene.With(HostFaultKind.StartAnswerLost).With(HostFaultKind.LedgerLost, after: 1));
        Assert.Equal(StepPhase.Unknown, (await scene.DriveAsync()).Phase);
    }

    [Fact]
    public void What_could_not_be_kept_is_read_apart() =>
        Assert.Equal(
            ["package nginx=1.22 nowhere to be had"],
            KeepResult
                .Read(
                    "kept package a=1 from the cache\nlost package nginx=1.22 "
                        + "nowhere to be had\nkept image web x:rollback-7\n"
                )
                .Lost
        );

    [Fact]
    public async Task An_outlook_says_what_would_change_and_what_would_be_lost()
    {
        var scene = new HostScene(HostScene.StepOf(new Work.Preview()));
        scene.Simulated.Questions.Insert(
            0,
            new(
                text => text == KeepScripts.Preview,
                (_, _) =>
                    new ShellAnswer(0, "kept openssl 3.0.15-1 3.0.16-1\nlost nginx 1.22.1-9 1.22.1-9+deb12u1\n", "")
            )
        );
        var step = await scene.DriveAsync();
        Assert.Equal(
            "openssl 3.0.15-1 3.0.16-1\nnginx 1.22.1-9 1.22.1-9+deb12u1",
            step.Evidence[UpgradePreview.ChangingFact]
        );
        Assert.Equal("nginx 1.22.1-9 1.22.1-9+deb12u1", step.Evidence[UpgradePreview.LostFact]);
    }

    [Theory]
    [InlineData("<tr><th>Software version</th><td><a href=\"x/7da8c75\">7da8c75</a></td></tr>", "7da8c75")]
    [InlineData("<tr><th>Software version</th>\n<td>7da8c75ae5</td>", "7da8c75ae5")]
    [InlineData("<html>nothing of the kind</html>", "not told")]
    [InlineData("", "not told")]
    public void The_revision_is_read_from_the_status_page(string page, string revision) =>
        Assert.Equal(revision, StatusPage.Revision(page));

    private static HostScene Scene() =>
        new(HostScene.StepOf(new Work.Keep(["packages", "images"])), HostScene.HostWith(["web"]));
}
