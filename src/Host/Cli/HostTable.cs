using System.Globalization;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Wording;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The hosts of a run as a table, in order: state, times and kernels.</summary>
public static class HostTable
{
    /// <summary>The table; times are in UTC.</summary>
    public static Table Of(IEnumerable<HostView> hosts)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("host", "stage", "state", "service", "step", "started", "ended", "kernel", "rebooted");
        foreach (var host in hosts)
        {
            table.AddRow(
                Markup.Escape(host.Host),
                Markup.Escape(host.Stage),
                host.State,
                StateText.Service(host.OutSince, host.TakenSince, host.LeftOutBy),
                Markup.Escape(host.Step ?? ""),
                Time(host.StartedAt),
                Time(host.EndedAt),
                Markup.Escape(Kernel(host)),
                host.Rebooted ? "yes" : ""
            );
        }

        return table;
    }

    private static string Kernel(HostView host) =>
        host.KernelAfter is { } after && after != host.KernelBefore
            ? $"{host.KernelBefore} → {after}"
            : host.KernelBefore ?? "";

    private static string Time(DateTimeOffset? at) => at?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}
