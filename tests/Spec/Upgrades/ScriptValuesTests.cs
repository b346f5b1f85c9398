using OlUpgrade.Runbooks;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>Every script of a runbook is told the run, the host and the stage that it works for.</summary>
public sealed class ScriptValuesTests
{
    private const string Told = "1 ol-dev canary";

    public static TheoryData<string> Scripts => ["run", "probe", "drain", "return", "undo", "bring-up"];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_told_its_run_its_host_and_its_stage(string which)
    {
        const string script = "echo \"$run $host $stage\" > /told";
        var scene = which switch
        {
            "run" => SceneOf(new Work.Run(script, null, null)),
            // The first attempt fails: the probe is asked before the second.
            "probe" => new HostScene(
                HostScene.StepOf(new Work.Run("exit 3", script, null), retry: new(2, TimeSpan.Zero))
            ),
            "drain" => SceneOf(new Work.Drain(script, null)),
            "return" => SceneOf(new Work.Return(script, null)),
            "undo" => SceneOf(new Work.TakeBack("the step", script)),
            _ => new HostScene(
                HostScene.StepOf(new Work.Containers()),
                HostScene.HostWith(["web"], $"{script}; exit 1")
            ),
        };
        // Only a container that is missing is brought up.
        scene.Simulated.Containers.Remove("web");
        await scene.DriveAsync();
        Assert.Equal(Told, scene.Simulated.Files["/told"].Trim());
    }

    [Theory]
    [InlineData("host")]
    [InlineData("stage")]
    public async Task A_parameter_of_an_older_plan_keeps_its_value(string name)
    {
        var scene = new HostScene(
            HostScene.StepOf(new Work.Run($"echo \"${name}\" > /told", null, null)),
            parameters: Facts.Empty.Add(name, "of the plan")
        );
        await scene.DriveAsync();
        Assert.Equal("of the plan", scene.Simulated.Files["/told"].Trim());
    }

    private static HostScene SceneOf(Work work) => new(HostScene.StepOf(work));
}
