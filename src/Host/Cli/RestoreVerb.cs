using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade restore FILE</c>: puts a backup in the journal's place, while no service runs.</summary>
internal static class RestoreVerb
{
    public static Command Command(Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "A backup of the journal." };
        var config = CommonOptions.Config();
        var verb = new Command(
            "restore",
            "Puts a backup in the journal's place; on the service's host, while it is stopped."
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
            return screen.Fail(ExitCode.BadInput, $"A service uses {data}. Stop it first; nothing was changed.");
        var (failed, kept) = await SqliteRestore.RunAsync(folder, file, TimeProvider.System.GetUtcNow(), cancellation);
        if (failed is not null)
            return screen.Fail(ExitCode.BadInput, $"{failed} Nothing was changed.");
        foreach (var sentence in Told(file, folder.Journal, kept))
            screen.Say(sentence);
        return ExitCode.Done;
    }

    private static IEnumerable<string> Told(string file, string journal, string? kept) =>
        [
            $"{journal} is now what {file} holds, under a new database ID.",
            kept is null ? "There was no journal before." : $"The journal from before is kept as {kept}.",
            "What to do next:",
            "1. See that the files belong to the user of the service, then start it.",
            "2. A run that was open in the backup is refused by its hosts and "
                + "pauses. Abort it, unless you know what became of it since.",
            "3. Hosts obey the database from before and refuse this one until somebody says `olupgrade adopt HOST`.",
        ];
}
