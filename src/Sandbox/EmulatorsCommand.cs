using System.Net;
using System.Runtime.InteropServices;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Sandbox;

/// <summary>
/// <c>emulators [--slack-port N] [--github-port N] [--address IP]</c>: runs both emulators alone until Ctrl-C, on
/// loopback by default. Exit codes: 0 when stopped, 2 for bad usage or a port that is in use.
/// </summary>
internal static class EmulatorsCommand
{
    private const string Usage = "Usage: emulators [--slack-port N] [--github-port N] [--address IP]";

    public static async Task<int> RunAsync(string[] arguments, TimeProvider clock, TextWriter output)
    {
        var ports = new Dictionary<string, int> { ["--slack-port"] = 8_701, ["--github-port"] = 8_702 };
        if (!Read(arguments, ports, out var address))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }
        try
        {
            await using var servers = await SandboxServers.StartAsync(
                clock,
                ports["--slack-port"],
                ports["--github-port"],
                address
            );
            await PrintAsync(servers, output);
            await StopAskedAsync();
            return 0;
        }
        catch (IOException taken)
        {
            await output.WriteLineAsync($"Cannot open a port: {taken.Message} Choose another one. {Usage}");
            return 2;
        }
    }

    private static bool Read(string[] arguments, Dictionary<string, int> ports, out IPAddress? address)
    {
        address = null;
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is ["--address", var given] && IPAddress.TryParse(given, out address))
                continue;
            if (
                pair is not [var name, var value]
                || !ports.ContainsKey(name)
                || !int.TryParse(value, out var port)
                || port is < 0 or > 65_535
            )
                return false;
            ports[name] = port;
        }
        return true;
    }

    private static Task PrintAsync(SandboxServers servers, TextWriter output) =>
        output.WriteLineAsync(
            $$"""
            Slack
              page       {{servers.SlackPage}}
              Web API    {{servers.SlackApi}}
              bot token  {{SlackWorkspace.BotToken}}
              app token  {{SlackWorkspace.AppToken}}
              channel    #openlibrary (C0OPENLIB); people: mek (U0MEK), cdrini (U0DRINI), jim (U0JIM)
            GitHub
              page       {{servers.GitHubPage}}
              REST API   {{servers.GitHubApi}}
              token      {{GitHubSite.Token}} (may push), {{GitHubSite.VisitorToken}} (may not)
            Faults: POST JSON to /_sandbox/faults of either page, for example
              {"fault":"lose-answer","match":"chat.postMessage","times":1}
            Stop with Ctrl-C. Nothing is kept.
            """
        );

    private static async Task StopAskedAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            asked.TrySetResult();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await asked.Task;
    }
}
