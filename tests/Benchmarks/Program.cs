using OlUpgrade.Benchmarks.Engine;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Hosts;
using OlUpgrade.Benchmarks.Service;

var time = TimeProvider.System;
string[] rooms = ["engine", "service", "hosts"];
if (args.FirstOrDefault(word => !rooms.Contains(word, StringComparer.Ordinal)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There are no figures named \"{unknown}\". There are: {string.Join(", ", rooms)}.");
    return 2;
}

var asked = args.Length == 0 ? rooms : args;
if (asked.Contains("engine", StringComparer.Ordinal))
    FigureTable.Print(Console.Out, [await StepCost.MeasureAsync(time, CancellationToken.None)]);
if (asked.Contains("service", StringComparer.Ordinal))
    FigureTable.Print(Console.Out, await ServiceFigures.MeasureAsync(time, CancellationToken.None));
if (asked.Contains("hosts", StringComparer.Ordinal))
    FigureTable.Print(Console.Out, await HostFigures.MeasureAsync(Console.Out, time));
return 0;
