using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.Demo;

return args switch
{
    [] => await DemoCommand.RunAsync(isAuto: false, TimeProvider.System, Console.Out),
    ["--auto"] => await DemoCommand.RunAsync(isAuto: true, TimeProvider.System, Console.Out),
    ["emulators", .. var rest] => await EmulatorsCommand.RunAsync(rest, TimeProvider.System, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: olupgrade-sandbox [--auto | emulators [--slack-port N] [--github-port N] [--address IP]]");
    return 2;
}
