using System.Globalization;

namespace OlUpgrade.Questions;

/// <summary>
/// A host's ledger as it lies on the disk, seen without taking it. All of it is empty where there is none.
/// </summary>
/// <param name="FenceText">As it stands in the file.</param>
public sealed record LedgerStatus(string Id, string DatabaseId, string FenceText)
{
    /// <summary>A ledger with an ID is whole.</summary>
    public bool IsThere => Id.Length > 0;

    /// <summary>Null when the file is damaged; then the host refuses every run.</summary>
    public long? Fence =>
        long.TryParse(FenceText, NumberStyles.None, CultureInfo.InvariantCulture, out var fence) ? fence : null;
}
