using System.Collections.Immutable;
using System.Text.Json;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Cli.Verifying;

/// <summary>
/// <c>journal RUN --verify</c>: checks that the stored entries are those that were written, by their own hashes, by the
/// database's checkpoints and by those of the system's journal. Exit code 1 if they are not.
/// </summary>
internal sealed class JournalVerification(Screen screen, IJournalProof proof, int run)
{
    private const string Source = "the system's journal";

    /// <summary>Prints what was found, and returns the exit code.</summary>
    /// <param name="against">A file with lines of the system's journal, or <c>-</c>; null to do without.</param>
    /// <param name="json">True to print what was found as JSON.</param>
    public async Task<int> ShowAsync(string? against, bool json, CancellationToken cancellation)
    {
        var (witnessed, problem) = await WitnessedAsync(against, cancellation);
        if (problem is not null)
            return screen.Fail(ExitCode.BadInput, problem);
        var reply = await proof.VerificationAsync(run, cancellation);
        var found = reply.Body?.Deserialize<Verification>(JsonSerializerOptions.Web);
        var differences = found?.Differences ?? [];
        if (against is not null)
        {
            var points = await proof.CheckpointsAsync(cancellation);
            if (points.Body is not { } body)
                return points.Show(screen);
            var stored = body.Deserialize<Checkpoint[]>(JsonSerializerOptions.Web)!;
            differences =
            [
                .. differences,
                .. CheckpointProof.OfRun(run, found?.Hashes ?? [], witnessed, Source),
                .. found is null
                    ? []
                    : CheckpointProof.OfRun(CheckpointHead.Fleet, found.FleetHashes, witnessed, Source),
                .. CheckpointProof.OfDatabase(stored, witnessed),
            ];
        }

        // Nothing stands against an answer that there is no such run.
        if (found is null && differences.IsEmpty)
        {
            if (CheckpointProof.OfExpiry(run, witnessed) is { } compare)
                screen.Say(compare);
            return reply.Show(screen);
        }

        found = (found ?? new(0, null, 1, "it is missing", null, null)) with { Differences = differences };
        if (json)
            screen.SayJson(found);
        else
            Say(found, against is null ? null : witnessed);
        return found.IsWhole ? ExitCode.Done : ExitCode.Failed;
    }

    private void Say(Verification found, ImmutableArray<Checkpoint>? witnessed)
    {
        screen.Say(Sentence(found));
        foreach (var difference in found.Differences)
            screen.Say($"DIFFERS: {difference}");
        if (!proof.ComparesOutput)
            screen.Say("What commands printed was not compared: its folder is not beside the file.");
        if (witnessed is not { } points)
            return;
        var naming = points.Count(point => point.Heads.Any(head => head.Run == run));
        screen.Say($"Compared with {points.Length} checkpoints of {Source}; {naming} of them have run {run}.");
    }

    private static async Task<(ImmutableArray<Checkpoint> Found, string? Problem)> WitnessedAsync(
        string? against,
        CancellationToken cancellation
    )
    {
        if (against is null)
            return ([], null);
        // A pipe without a writer would never end.
        if (against != "-" && FileStatus.Of(against) is { Kind: not FileStatus.File })
            return ([], $"{against} is no file. Lines that come through a pipe are read with --against -.");
        try
        {
            var text =
                against == "-"
                    ? await Console.In.ReadToEndAsync(cancellation)
                    : await File.ReadAllTextAsync(against, cancellation);
            ImmutableArray<Checkpoint> found = [.. text.Split('\n').Select(Checkpoint.Read).OfType<Checkpoint>()];
            return found.IsEmpty
                ? (found, "No line of a checkpoint was found. Take them from: journalctl -u olupgrade -o cat")
                : (found, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ([], $"{against} cannot be read: {fault.Message}");
        }
    }

    private string Sentence(Verification found) =>
        found switch
        {
            { BrokenAt: { } at } => $"Run {run}: BROKEN at entry {at}: {found.Sentence}. "
                + "Do not change the file; compare it with the newest backup.",
            { IsWhole: false } =>
                $"Run {run}: {found.Entries} entries, NOT what was written, although their hashes fit. "
                    + "Do not change the file; compare it with the newest backup.",
            { EndedAt: { } end } when end == found.Entries =>
                $"Run {run}: {found.Entries} entries, intact. {Ended(end, found.EndedHash)}",
            { EndedAt: { } end } => $"Run {run}: {found.Entries} entries, intact; the last one has the "
                + $"hash {found.Head}. {Ended(end, found.EndedHash)}",
            _ => $"Run {run}: {found.Entries} entries, intact; the last one has the hash {found.Head}.",
        };

    private static string Ended(int entry, string? hash) =>
        $"Entry {entry} ended the run; the report on the tracking issue must show the same hash: {hash}";
}
