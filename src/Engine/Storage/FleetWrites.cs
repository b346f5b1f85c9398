using Microsoft.EntityFrameworkCore;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>
/// Appends to the fleet's stream, inside a transaction of the journal: one stream over all runs, with its own versions
/// and its own chain of hashes.
/// </summary>
internal static class FleetWrites
{
    /// <summary>The newest entry; null while there is none.</summary>
    public static Task<FleetRow?> HeadAsync(JournalContext context, CancellationToken cancellation) =>
        context.Fleet.AsNoTracking().OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellation);

    /// <summary>False, with nothing added, if another append came first.</summary>
    public static async Task<bool> AddAsync(
        JournalContext context,
        NewFleetEntries entries,
        CancellationToken cancellation
    )
    {
        var head = await HeadAsync(context, cancellation);
        if ((head?.Version ?? 0) != entries.ExpectedVersion)
            return false;
        var previous = head?.Hash ?? "";
        foreach (var entry in entries.Entries)
        {
            var payload = FleetCodec.Encode(entry.Event);
            var row = new FleetRow
            {
                Version = entry.Version,
                At = entry.At.UtcTicks,
                Event = FleetCodec.Names[entry.Event.GetType()],
                Payload = payload,
                Hash = JournalHash.NextOfFleet(previous, entry.Version, entry.At.UtcTicks, payload),
            };
            context.Fleet.Add(row);
            previous = row.Hash;
        }

        return true;
    }
}
