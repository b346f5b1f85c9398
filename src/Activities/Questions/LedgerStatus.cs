using System.Globalization;

namespace OlUpgrade.Questions;

/// <summary>
/// A host's ledger as it is on disk, read without taking the host. All fields are empty if there is no ledger.
/// </summary>
/// <param name="Id">The ledger's own ID, written last when the ledger is made.</param>
/// <param name="DatabaseId">The service database that took the host.</param>
/// <param name="FenceText">The fencing token exactly as it is in the file.</param>
public sealed record LedgerStatus(string Id, string DatabaseId, string FenceText)
{
    /// <summary>A ledger that has an ID is complete.</summary>
    public bool IsThere => Id.Length > 0;

    /// <summary>The fencing token; null if the file is damaged, in which case the host refuses every run.</summary>
    public long? Fence =>
        long.TryParse(FenceText, NumberStyles.None, CultureInfo.InvariantCulture, out var fence) ? fence : null;
}
