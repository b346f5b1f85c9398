using OlUpgrade.Sandbox;

return args is ["emulators", .. var rest] ? await EmulatorsCommand.RunAsync(rest, TimeProvider.System, Console.Out) : 0;
