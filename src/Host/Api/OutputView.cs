using System.Collections.Immutable;
using OlUpgrade.Outputs;

namespace OlUpgrade.Hosting.Api;

/// <summary>Which commands of a run printed something.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Outputs">All there are, oldest first.</param>
public sealed record OutputView(int Run, ImmutableArray<OutputView.Line> Outputs)
{
    /// <summary>An attempt with output.</summary>
    /// <param name="Name">STAGE/HOST/STEP/ATTEMPT.</param>
    /// <param name="Bytes">The size of its output.</param>
    /// <param name="At">When it last printed something.</param>
    public sealed record Line(string Name, long Bytes, DateTimeOffset At)
    {
        /// <summary>The view of one output.</summary>
        public static Line Of(AttemptOutput output) =>
            new(output.Name, output.File.Length, new(output.File.LastWriteTimeUtc, TimeSpan.Zero));
    }
}
