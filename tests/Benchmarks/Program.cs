using OlUpgrade.Benchmarks.Durability;
using OlUpgrade.Benchmarks.Engine;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Hosts;
using OlUpgrade.Benchmarks.Service;

var time = TimeProvider.System;
var stop = CancellationToken.None;
(string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] groups =
[
    ("engine", async () => [await StepCost.MeasureAsync(time, stop)]),
    ("statements", () => StatementFigures.MeasureAsync(stop)),
    ("crowd", () => CrowdFigures.MeasureAsync(time, stop)),
    ("start", () => new StartFigures(time, stop).MeasureAsync()),
    ("idle", () => new IdleFigures(time, stop).MeasureAsync()),
    ("service", () => ServiceFigures.MeasureAsync(time, stop)),
    ("hosts", () => HostFigures.MeasureAsync(Console.Out, time)),
];
if (args.FirstOrDefault(word => groups.All(group => group.Name != word)) is { } unknown)
{
    var names = string.Join(", ", groups.Select(group => group.Name));
    await Console.Error.WriteLineAsync($"There are no figures named \"{unknown}\". Use: {names}.");
    return 2;
}

foreach (var group in groups.Where(group => args.Length == 0 || args.Contains(group.Name, StringComparer.Ordinal)))
    FigureTable.Print(Console.Out, await group.Measure());
return 0;
