using System.Globalization;

namespace OlUpgrade.Storage;

/// <summary>What a checkpoint says of one run or of the fleet: its newest entry, and the hash that covers it.</summary>
/// <param name="Run">The run's number, or <see cref="Fleet"/>.</param>
/// <param name="Version">The number of its last entry.</param>
/// <param name="Hash">The hash of that entry.</param>
/// <param name="IsExpired">True if the journal was deleted then because it was old.</param>
public sealed record CheckpointHead(int Run, int Version, string Hash, bool IsExpired = false)
{
    /// <summary>The number that stands for the fleet's stream: no run has it.</summary>
    public const int Fleet = 0;

    private const string Expired = "expired";

    /// <summary>Null if the word is not one that <see cref="ToString"/> writes.</summary>
    public static CheckpointHead? Read(string word)
    {
        var parts = word.Split('/');
        var isExpired = parts is [_, _, _, Expired];
        if (
            (parts.Length != 3 && !isExpired)
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
            return null;
        return new(run, version, parts[2], isExpired);
    }

    public override string ToString() => $"{Run}/{Version}/{Hash}{(IsExpired ? $"/{Expired}" : "")}";
}
