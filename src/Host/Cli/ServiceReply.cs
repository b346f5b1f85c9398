using System.Text.Json;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>What the service said: a body, or why there is none.</summary>
internal sealed record ServiceReply(JsonElement? Body, int ExitCode, string? Sentence)
{
    public static ServiceReply Good(JsonElement body) => new(body, Cli.ExitCode.Done, null);

    public static ServiceReply Refused(int status, Answer? answer) =>
        new(
            null,
            status switch
            {
                400 or 401 or 404 => Cli.ExitCode.BadInput,
                503 => Cli.ExitCode.NoServer,
                _ => Cli.ExitCode.Failed,
            },
            answer?.Sentence ?? $"The service answered with status {status}."
        );

    public static ServiceReply Unreachable(Uri address) =>
        new(
            null,
            Cli.ExitCode.NoServer,
            $"No service answers at {address}. Start it with `olupgrade serve` (or `systemctl start olupgrade`), "
                + "or name another address with --server."
        );

    public static ServiceReply NoAddress(string written) =>
        new(
            null,
            Cli.ExitCode.BadInput,
            $"\"{written}\" is no http address of a service. Name one such as http://127.0.0.1:8417."
        );

    /// <summary>Tells why there is no body.</summary>
    public int Tell(Screen screen) => screen.Fail(ExitCode, Sentence!);
}
