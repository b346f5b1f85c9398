using OlUpgrade.Outputs;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>Adds to the proof of a run's journal that of what its commands printed.</summary>
public static class OutputVerification
{
    /// <summary>A journal that is not whole is not read for what it says of the output.</summary>
    public static async Task<Verification> AddToAsync(
        Verification found,
        IJournal journal,
        RunId run,
        OutputFolder outputs,
        CancellationToken cancellation
    )
    {
        if (!found.IsWhole)
            return found;
        var entries = await journal.ReadAsync(run, 0, cancellation);
        return found with { Differences = OutputProof.Differences(entries, outputs) };
    }
}
