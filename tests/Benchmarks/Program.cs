using OlUpgrade.Benchmarks.Engine;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Service;

var time = TimeProvider.System;
FigureTable.Print(Console.Out, [await StepCost.MeasureAsync(time, CancellationToken.None)]);
FigureTable.Print(Console.Out, await ServiceFigures.MeasureAsync(time, CancellationToken.None));
