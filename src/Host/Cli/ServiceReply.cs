using System.Text.Json;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The service's answer: a body, or an exit code with a sentence that says why there is none.</summary>
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
            $"The service at {address} does not answer. Start it with `olupgrade serve` "
                + "(or `systemctl start olupgrade`), or set another address with --server."
        );

    public static ServiceReply NoAddress(string address) =>
        new(
            null,
            Cli.ExitCode.BadInput,
            $"\"{address}\" is not an http address. Set one such as http://127.0.0.1:8417."
        );

    /// <summary>Prints why there is no body, and returns the exit code.</summary>
    public int Show(Screen screen) => screen.Fail(ExitCode, Sentence!);
}
