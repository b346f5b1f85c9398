using System.Text.Json;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Configuration;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The service's answer: a body, or an exit code with a sentence that says why there is none.</summary>
/// <param name="RetryAfter">How long the service asks to wait before the next call; null if it does not.</param>
internal sealed record ServiceReply(JsonElement? Body, int ExitCode, string? Sentence, TimeSpan? RetryAfter = null)
{
    public static ServiceReply Good(JsonElement body) => new(body, Cli.ExitCode.Done, null);

    public static ServiceReply Refused(int status, Answer? answer, TimeSpan? retryAfter = null) =>
        new(
            null,
            status switch
            {
                400 or 401 or 404 or 413 => Cli.ExitCode.BadInput,
                503 => Cli.ExitCode.NoServer,
                _ => Cli.ExitCode.Failed,
            },
            answer?.Sentence ?? $"The service answered with status {status}.",
            retryAfter
        );

    public static ServiceReply Unreachable(ServiceAddress address) =>
        new(
            null,
            Cli.ExitCode.NoServer,
            $"The service at {address.Shown} does not answer. Start it with `olupgrade serve` "
                + "(or `systemctl start olupgrade`), or set another address with --server."
        );

    public static ServiceReply NoAddress(ServiceAddress address) =>
        new(
            null,
            Cli.ExitCode.BadInput,
            $"\"{address.Shown}\" is no address. "
                + $"Set one such as unix:{ListenAddress.KnownSocket} or http://127.0.0.1:5080."
        );

    /// <summary>Prints why there is no body, and returns the exit code.</summary>
    public int Show(Screen screen) => screen.Fail(ExitCode, Sentence!);
}
