using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Yaml;

namespace OlUpgrade.Storage;

/// <summary>
/// A link of the chain over all runs: the heads of those that changed since the last one. It is in the database and, as
/// a line, in the system's journal, which the service's user cannot rewrite.
/// </summary>
/// <param name="Hash">Covers this checkpoint and every one before it.</param>
public sealed partial record Checkpoint(int Number, string Hash, ImmutableArray<CheckpointHead> Heads)
{
    /// <summary>The category of the log that has nothing but checkpoints.</summary>
    public const string Category = "OlUpgrade.Checkpoints";

    /// <summary>The event ID of a checkpoint's line in the log. It never changes.</summary>
    public const int EventId = 1600;

    /// <summary>How the hash is made; stored with it, so that a later release can verify earlier checkpoints.</summary>
    public const int Format = 1;

    /// <summary>The line in the log. Its form never changes.</summary>
    public string ToLine() => $"checkpoint {Number} {Hash} {TextOf(Heads)}";

    /// <summary>Reads a line of the service's log; null if it is not one of a checkpoint.</summary>
    public static Checkpoint? Read(string line)
    {
        var found = LogLine().Match(line.TrimEnd());
        if (!found.Success)
            return null;
        var heads = HeadsOf(found.Groups["heads"].Value);
        return
            int.TryParse(found.Groups["number"].Value, CultureInfo.InvariantCulture, out var number) && heads is { } all
            ? new(number, found.Groups["hash"].Value, all)
            : null;
    }

    /// <summary>Null if a word is not a head.</summary>
    internal static ImmutableArray<CheckpointHead>? HeadsOf(string text)
    {
        var heads = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CheckpointHead.Read).ToList();
        return heads.Contains(null) ? null : [.. heads.OfType<CheckpointHead>()];
    }

    internal static string TextOf(IEnumerable<CheckpointHead> heads) => string.Join(' ', heads);

    // Without the database's ID: a restored journal gets another one, and its earlier checkpoints still hold.
    internal static string HashOf(string previous, int number, long ticks, string heads) =>
        Digest.Of($"checkpoint {Format}\n{previous}\n{number}\n{ticks}\n{heads}").Hex;

    // What a host prints is in the log too, and may look like a checkpoint: the line must begin as the log begins it,
    // with or without what journalctl puts before.
    [GeneratedRegex(
        @"^(\w{3} [ \d]\d [\d:]{8} \S+ \S+\[\d+\]: )?(\d{4}-\d\d-\d\d [\d:]{8} )?"
            + @"info: OlUpgrade\.Checkpoints\[1600\] "
            + @"checkpoint (?<number>\d{1,9}) (?<hash>[0-9a-f]{64})(?<heads>( \S+)*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex LogLine();
}
