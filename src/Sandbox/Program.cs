using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.Demo;
using OlUpgrade.Sandbox.Drill;

return args switch
{
    [] => await DemoCommand.RunAsync(isAuto: false, TimeProvider.System, Console.Out),
    ["--auto"] => await DemoCommand.RunAsync(isAuto: true, TimeProvider.System, Console.Out),
    ["emulators", .. var rest] => await EmulatorsCommand.RunAsync(rest, TimeProvider.System, Console.Out),
    ["drill", .. var rest] => await DrillCommand.RunAsync(rest, TimeProvider.System, Console.Out, Console.Error),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Usage: olupgrade-sandbox [--auto | emulators [--slack-port N] "
            + "[--github-port N] [--address IP] | drill RUNBOOK [--help]]"
    );
    return 2;
}
