using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade token NAME</c>: makes the token that identifies a person to the service.</summary>
internal static class TokenVerb
{
    public static Command Command(Screen screen)
    {
        var name = new Argument<string>("NAME") { Description = "A person from the settings." };
        var config = CommonOptions.Config();
        var verb = new Command(
            "token",
            "Makes a person's token for the command line. It is shown once; an earlier one stops working."
        )
        {
            name,
            config,
        };
        verb.SetAction(parsed => Make(screen, parsed.GetRequiredValue(name), parsed.GetValue(config)));
        return verb;
    }

    private static int Make(Screen screen, string name, string? config)
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        if (PeopleReader.Read(settings.People, _ => { }).Named(name) is null)
            return screen.Fail(
                ExitCode.BadInput,
                $"{name} is not in the settings. Add an entry under OlUpgrade:People first."
            );
        DataFolder.Make(settings.DataFolder);
        screen.Say(new TokenFile(Path.Combine(settings.DataFolder, "tokens.json")).Make(name));
        screen.Hint(
            $"This is {name}'s token. Give it only to {name}, who puts it into OLUPGRADE_TOKEN or "
                + "~/.config/olupgrade/token."
        );
        return ExitCode.Done;
    }
}
