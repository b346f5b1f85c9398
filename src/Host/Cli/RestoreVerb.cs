using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade restore FILE</c>: replaces the journal by a backup while no service runs.</summary>
internal static class RestoreVerb
{
    public static Command Command(Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "A backup of the journal." };
        var config = CommonOptions.Config();
        var verb = new Command(
            "restore",
            "Replaces the journal by a backup. Run it on the service's machine while the service is stopped."
        )
        {
            file,
            config,
        };
        verb.SetAction(
            (parsed, cancellation) =>
                RestoreAsync(
                    screen,
                    Path.GetFullPath(parsed.GetRequiredValue(file)),
                    parsed.GetValue(config),
                    cancellation
                )
        );
        return verb;
    }

    private static async Task<int> RestoreAsync(
        Screen screen,
        string file,
        string? config,
        CancellationToken cancellation
    )
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        var data = Path.GetFullPath(settings.DataFolder);
        using var folder = DataFolder.TryOpen(data);
        if (folder is null)
            return screen.Fail(ExitCode.BadInput, $"A service is using {data}. Stop it first. Nothing was changed.");
        var (failed, kept) = await SqliteRestore.RunAsync(folder, file, TimeProvider.System.GetUtcNow(), cancellation);
        if (failed is not null)
            return screen.Fail(ExitCode.BadInput, $"{failed} Nothing was changed.");
        foreach (var sentence in NextSteps(file, folder.Journal, kept))
            screen.Say(sentence);
        return ExitCode.Done;
    }

    private static IEnumerable<string> NextSteps(string file, string journal, string? kept) =>
        [
            $"Restored {journal} from {file}, with a new database ID.",
            kept is null ? "There was no journal before." : $"The previous journal is kept as {kept}.",
            "Next steps:",
            "1. Make sure that the files belong to the service's user, then start the service.",
            "2. A run that was open in the backup pauses, because its hosts refuse it. Abort it, unless you know "
                + "what has happened since the backup.",
            "3. Hosts belong to the previous database and refuse this one until you run `olupgrade adopt HOST`.",
        ];
}
