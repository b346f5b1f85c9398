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
            if (DigestIn(entry.Event) is { Digest: { } digest } found)
                digests[new(entry.Run, found.Place, found.Attempt)] = digest;
        }

        return [.. digests.Select(known => Difference(known.Key, known.Value, folder)).OfType<string>()];
    }

    private static (StepPlace Place, int Attempt, string? Digest) DigestIn(RunEvent happened) =>
        happened switch
        {
            RunEvent.StepSucceeded e => (e.Place, e.Attempt, e.Evidence.GetValueOrDefault(OutputFacts.Digest)),
            RunEvent.StepFailed e => (e.Place, e.Attempt, e.Evidence.GetValueOrDefault(OutputFacts.Digest)),
            _ => default,
        };

    private static string? Difference(StepKey key, string digest, OutputFolder folder)
    {
        if (folder.Find(key) is not { } file)
            return $"the output of {key} is gone";
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return KeptOutput.DigestOf(stream) == digest ? null : $"the output of {key} is not what the command printed";
    }
}
