using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Outputs;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade token NAME</c>: makes the token that identifies a person to the service; <c>--list</c> and
/// <c>--revoke NAME</c> show and end tokens.
/// </summary>
internal static class TokenVerb
{
    public static Command Command(Screen screen)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "A person from the settings.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var days = new Option<int>("--days")
        {
            Description = $"How long it is good for, {TokenFile.DefaultDays} days by default.",
            DefaultValueFactory = _ => TokenFile.DefaultDays,
        };
        var list = new Option<bool>("--list") { Description = "Shows whose tokens there are and until when." };
        var revoke = new Option<string?>("--revoke") { Description = "Ends this person's token at once." };
        var config = CommonOptions.Config();
        var verb = new Command(
            "token",
            "Makes a person's token for the command line. It is shown once; an earlier one stops working."
        )
        {
            name,
            days,
            list,
            revoke,
            config,
        };
        verb.Validators.Add(result => OneOf(result, name, list, revoke));
        days.Validators.Add(Between);
        verb.SetAction(parsed => WithTokens(screen, parsed.GetValue(config), (settings, tokens) =>
            {
                if (parsed.GetValue(list))
                    return List(screen, tokens);
                return parsed.GetValue(revoke) is { } ended
                    ? Revoke(screen, tokens, ended)
                    : Make(screen, settings, tokens, parsed.GetValue(name)!, parsed.GetValue(days));
            }));
        return verb;
    }

    private static void OneOf(CommandResult result, Argument<string?> name, Option<bool> list, Option<string?> revoke)
    {
        bool[] given = [result.GetValue(name) is not null, result.GetValue(list), result.GetValue(revoke) is not null];
        if (given.Count(one => one) != 1)
            result.AddError("Say one of NAME, --list and --revoke NAME.");
    }

    private static void Between(OptionResult result)
    {
        // What is no number at all has an error already.
        if (
            result.Tokens is [{ Value: var written }]
            && int.TryParse(written, CultureInfo.InvariantCulture, out var days)
            && days is < 1 or > TokenFile.MaxDays
        )
            result.AddError($"--days takes a number from 1 to {TokenFile.MaxDays}.");
    }

    private static int WithTokens(Screen screen, string? config, Func<Settings, TokenFile, int> action)
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        try
        {
            return action(settings, new TokenFile(settings.DataFolder, TimeProvider.System));
        }
        catch (JsonException)
        {
            return screen.Fail(
                ExitCode.BadInput,
                $"tokens.json in {settings.DataFolder} cannot be read, so no token works. Restore it from a backup, or "
                    + "remove it and make every token anew."
            );
        }
    }

    private static int Make(Screen screen, Settings settings, TokenFile tokens, string name, int days)
    {
        if (PeopleReader.Read(settings.People, _ => { }).Named(name) is null)
            return screen.Fail(
                ExitCode.BadInput,
                $"{name} is not in the settings. Add an entry under OlUpgrade:People first."
            );
        PrivateFolder.Make(settings.DataFolder);
        screen.Say(tokens.Make(name, days));
        screen.Hint(
            $"This is {name}'s token, good for {days} days. Give it only to {name}, "
                + "who puts it into OLUPGRADE_TOKEN or ~/.config/olupgrade/token."
        );
        return ExitCode.Done;
    }

    private static int Revoke(Screen screen, TokenFile tokens, string name)
    {
        if (!tokens.Revoke(name))
            return screen.Fail(ExitCode.BadInput, $"{name} has no token. `olupgrade token --list` shows who has one.");
        screen.Say($"{name}'s token no longer works.");
        return ExitCode.Done;
    }

    private static int List(Screen screen, TokenFile tokens)
    {
        ConsoleOf.Writer(screen.Output).Write(TokenTable.Of(tokens.All(), TimeProvider.System.GetUtcNow()));
        return ExitCode.Done;
    }
}
