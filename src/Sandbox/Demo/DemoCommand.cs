using System.Net;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Workflows;

namespace OlUpgrade.Sandbox.Demo;

/// <summary>
/// The demo: the real service with emulated Slack and GitHub and simulated hosts. It prints the pages to open and runs
/// until Ctrl-C; with <c>--auto</c> it plays the people too and ends with the run. Exit code 2: a port is in use.
/// </summary>
internal static class DemoCommand
{
    private const int SlackPort = 8_701;
    private const int GitHubPort = 8_702;
    private const int HostsPort = 8_703;
    private const int ServicePort = 8_417;

    public static async Task<int> RunAsync(bool isAuto, TimeProvider time, TextWriter output)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = StopSignal.On(() => stop.Cancel());
        try
        {
            // Fixed ports for people, who keep the pages open; free ports for --auto, so that two can run side by side.
            await using var servers = isAuto
                ? await SandboxServers.StartAsync(time, cancellation: stop.Token)
                : await SandboxServers.StartAsync(time, SlackPort, GitHubPort, cancellation: stop.Token);
            var pace = isAuto ? DemoPace.ToFinish : DemoPace.ToWatch;
            await using var service = await DemoService.StartAsync(
                servers,
                pace,
                isAuto ? 0 : ServicePort,
                isAuto,
                stop.Token
            );
            if (isAuto)
                return await new AutoDemo(servers, service, time, output).RunAsync(stop.Token);
            await using var hosts = await EmulatorListener.OpenAsync(
                new HostSite(service.Fleet),
                new(IPAddress.Loopback, HostsPort),
                stop.Token
            );
            servers.Slack.HostsPage = hosts.Address;
            await output.WriteLineAsync(Welcome(servers, hosts.Address, service, pace));
            await service.App.WaitForShutdownAsync(stop.Token);
            return 0;
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await output.WriteLineAsync($"A port is in use: {taken.Message} Is another demo running?");
            return 2;
        }
    }

    private static string Welcome(SandboxServers servers, Uri hosts, DemoService service, DemoPace pace) =>
        $"""

            The service runs against a sandbox. Nothing leaves this computer.

              chat          {servers.SlackPage}
              issues        {servers.GitHubPage}
              hosts         {hosts}
              service API   {service.Address}

            On the chat page, as mek, type      /upgrade start security-patches
            then switch to cdrini and add a thumbs-up to the plan. Watch the thread and the issue fill.
            Hosts are simulated ({pace}); break one on the hosts page.
            Data is in {service.DataFolder} until Ctrl-C deletes it.
            """;
}
