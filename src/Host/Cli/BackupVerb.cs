using System.CommandLine;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Outputs;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade backup FILE</c>: makes the running service write a complete copy of its journal.</summary>
internal static class BackupVerb
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(10);

    public static Command Command(Screen screen)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A new file on the service's machine; the service's user writes it.",
        };
        var server = CommonOptions.Server();
        var verb = new Command("backup", "Writes a verified copy of the journal to a new file while the service runs.")
        {
            file,
            server,
        };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(CommonOptions.AddressOf(parsed, server), timeout: AnswerLimit);
                var request = new BackupRequest(Path.GetFullPath(parsed.GetRequiredValue(file)));
                var reply = await service.PostAsync("api/backups/", request, cancellation);
                if (reply.Body is not { } body)
                    return reply.Show(screen);
                screen.Say($"{request.File}: {body.GetProperty("bytes").GetInt64():N0} bytes, verified.");
                if (body.GetProperty("outputBytes").GetInt64() is > 0 and var bytes)
                    screen.Say(
                        $"{OutputArchive.Of(request.File)}: {bytes:N0} bytes, what commands printed. Keep both."
                    );
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
