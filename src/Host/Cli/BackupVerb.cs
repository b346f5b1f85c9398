using System.CommandLine;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade backup FILE</c>: has the running service write a whole copy of its journal.</summary>
internal static class BackupVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Command Command(Screen screen)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The new file, on the service's host, written by the service's user.",
        };
        var server = CommonOptions.Server();
        var verb = new Command(
            "backup",
            "Writes a checked copy of the journal into a new file, while the service runs."
        )
        {
            file,
            server,
        };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(parsed.GetValue(server), patience: Patience);
                var request = new BackupRequest(Path.GetFullPath(parsed.GetRequiredValue(file)));
                var reply = await service.PostAsync("api/backups/", request, cancellation);
                if (reply.Body is not { } body)
                    return reply.Tell(screen);
                screen.Say($"{request.File}: {body.GetProperty("bytes").GetInt64():N0} bytes, whole and on the disk.");
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
