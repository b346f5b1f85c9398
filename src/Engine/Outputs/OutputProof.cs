using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Outputs;

/// <summary>Compares the files of a run's output with the digests that its journal has.</summary>
public static class OutputProof
{
    /// <summary>What differs or is gone, as sentences.</summary>
    /// <param name="entries">The run's journal, or the part of it that was read.</param>
    public static ImmutableArray<string> Differences(IEnumerable<Entry> entries, OutputFolder folder)
    {
        // An output that was read again after a restart has a later digest, which counts.
        var digests = new Dictionary<StepKey, string>();
        foreach (var entry in entries)
        {
            if (
                EvidenceIn(entry.Event) is var (place, attempt, evidence)
                && evidence.TryGetValue(Outcome.OutputDigestFact, out var digest)
            )
                digests[new(entry.Run, place, attempt)] = digest;
        }

        return [.. digests.Select(known => Difference(known.Key, known.Value, folder)).OfType<string>()];
    }

    private static (StepPlace Place, int Attempt, Facts Evidence)? EvidenceIn(RunEvent happened)
    {
        if (happened is RunEvent.StepSucceeded succeeded)
            return (succeeded.Place, succeeded.Attempt, succeeded.Evidence);
        return happened is RunEvent.StepFailed failed ? (failed.Place, failed.Attempt, failed.Evidence) : null;
    }

    private static string? Difference(StepKey key, string digest, OutputFolder folder)
    {
        if (folder.Find(key) is not { } file)
            return $"the output of {key} is gone";
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return KeptOutput.DigestOf(stream) == digest ? null : $"the output of {key} is not what the command printed";
    }
}
