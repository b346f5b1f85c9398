using OlUpgrade.Benchmarks.Engine;
using OlUpgrade.Benchmarks.Figures;

Console.WriteLine("engine");
FigureTable.Print(Console.Out, [await StepCost.MeasureAsync(TimeProvider.System, CancellationToken.None)]);
