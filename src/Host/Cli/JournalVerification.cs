using System.Text.Json;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>journal RUN --verify</c>: checks that the stored entries are those that were written. Exit code 1 if they are
/// not.
/// </summary>
internal static class JournalVerification
{
    public static async Task<int> ShowAsync(
        Screen screen,
        Service service,
        int run,
        bool json,
        CancellationToken cancellation
    )
    {
        var reply = await service.GetAsync($"api/runs/{run}/journal/verification", cancellation);
        if (reply.Body is not { } body)
            return reply.Show(screen);
        var found = body.Deserialize<Verification>(JsonSerializerOptions.Web)!;
        if (json)
            screen.SayJson(body);
        else
            screen.Say(Sentence(run, found));
        return found.BrokenAt is null ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Sentence(int run, Verification found) =>
        found switch
        {
            { BrokenAt: { } at } => $"Run {run}: BROKEN at entry {at}: {found.Sentence}. "
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
