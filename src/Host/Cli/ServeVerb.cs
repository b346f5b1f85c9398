using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade serve</c>: runs the service until it is stopped.</summary>
internal static class ServeVerb
{
    public static Command Command(Screen screen)
    {
        var config = CommonOptions.Config();
        var verb = new Command("serve", "Runs the service: engine, Slack, GitHub, local API.") { config };
        verb.SetAction((parsed, cancellation) => ServeAsync(screen, parsed.GetValue(config), cancellation));
        return verb;
    }

    private static async Task<int> ServeAsync(Screen screen, string? config, CancellationToken cancellation)
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        var (options, problems) = SettingsCheck.Of(settings, needsSsh: true);
        if (options is null)
            return screen.Fail(ExitCode.BadInput, problems);
        var parts = SettingsCheck.PartsOf(settings, needsSsh: true);
        var files = new ServiceFiles(settings, parts, SettingsFile.Files(config), ServiceFiles.IsContainer);
        if (files.Problems() is { Count: > 0 } open)
            return screen.Fail(ExitCode.BadInput, open);
        using var folder = DataFolder.TryOpen(options.DataFolder);
        if (folder is null)
            return screen.Fail(
                ExitCode.BadInput,
                $"Another service is using {options.DataFolder}. Stop it first, or set another OlUpgrade:DataFolder."
            );
        if (await SqliteRestore.ProblemOfAsync(folder, cancellation) is { } unusable)
            return screen.Fail(ExitCode.BadInput, unusable);
        if (await LocalDoor.ClearAsync(options.Listen) is { } taken)
            return screen.Fail(taken.IsBadSetting ? ExitCode.BadInput : ExitCode.Failed, taken.Sentence);
        try
        {
            return await RunAsync(screen, options, folder, cancellation);
        }
        catch (StoreUnavailableException unavailable)
        {
            return screen.Fail(ExitCode.BadInput, $"The journal cannot be used. {unavailable.Trouble.Sentence}");
        }
    }

    private static async Task<int> RunAsync(
        Screen screen,
        ServiceOptions options,
        DataFolder folder,
        CancellationToken cancellation
    )
    {
        await using var app = await Composition.BuildAsync(options, folder, simulated: null, cancellation);
        screen.Say(
            $"olupgrade is listening at {options.Listen}; data in {options.DataFolder}, "
                + $"runbooks in {options.WorkflowsFolder}"
        );
        try
        {
            await app.RunAsync(cancellation);
            return ExitCode.Done;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            // No setting is wrong: whoever has it may give it back, and systemd tries again.
            return screen.Fail(
                ExitCode.Failed,
                $"{options.Listen} is already in use. Stop who uses it, or set another OlUpgrade:Listen."
            );
        }
    }
}
