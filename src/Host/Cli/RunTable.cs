using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Prints all runs as a table.</summary>
internal static class RunTable
{
    public static void Write(Screen screen, JsonElement runs)
    {
        if (runs.GetArrayLength() == 0)
        {
            screen.Say("There are no runs.");
            return;
        }

        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("run", "runbook", "status", "requested by", "at (UTC)");
        foreach (var run in runs.EnumerateArray())
        {
            table.AddRow(
                run.GetProperty("run").GetInt32().ToString(CultureInfo.InvariantCulture),
                Text(run, "runbook"),
                Text(run, "status"),
                Text(run, "requester"),
                run.GetProperty("requestedAt")
                    .GetDateTimeOffset()
                    .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            );
        }

        ConsoleOf.Writer(screen.Output).Write(table);
    }

    private static string Text(JsonElement run, string name) => Markup.Escape(run.GetProperty(name).GetString() ?? "");
}
