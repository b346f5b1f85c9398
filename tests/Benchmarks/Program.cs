using OlUpgrade.Benchmarks.Durability;
using OlUpgrade.Benchmarks.Engine;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Hosts;
using OlUpgrade.Benchmarks.Service;

var time = TimeProvider.System;
var stop = CancellationToken.None;
(string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] rooms =
[
    ("engine", async () => [await StepCost.MeasureAsync(time, stop)]),
    ("statements", () => StatementFigures.MeasureAsync(stop)),
    ("crowd", () => CrowdFigures.MeasureAsync(time, stop)),
    ("start", () => new StartFigures(time, stop).MeasureAsync()),
    ("idle", () => new IdleFigures(time, stop).MeasureAsync()),
    ("service", () => ServiceFigures.MeasureAsync(time, stop)),
    ("hosts", () => HostFigures.MeasureAsync(Console.Out, time)),
];
if (args.FirstOrDefault(word => rooms.All(room => room.Name != word)) is { } unknown)
{
    var names = string.Join(", ", rooms.Select(room => room.Name));
    await Console.Error.WriteLineAsync($"There are no figures named \"{unknown}\". There are: {names}.");
    return 2;
}

foreach (var room in rooms.Where(room => args.Length == 0 || args.Contains(room.Name, StringComparer.Ordinal)))
    FigureTable.Print(Console.Out, await room.Measure());
return 0;
