using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Cli.Verifying;

/// <summary>The proof of a journal's file, without a service: after an incident, or of a backup.</summary>
internal sealed class FileProof(JournalStore store, string file) : IJournalProof
{
    public Task<ServiceReply> VerificationAsync(int run, CancellationToken cancellation) =>
        AnswerAsync(async () =>
            await new JournalVerifier(store).VerifyAsync(new RunId(run), cancellation) is { } found
                ? Good(found)
                : Bad($"There is no run {run} in {file}, or it has expired.")
        );

    public Task<ServiceReply> CheckpointsAsync(CancellationToken cancellation) =>
        AnswerAsync(async () => Good(await new CheckpointChain(store).ReadAsync(0, cancellation)));

    private static async Task<ServiceReply> AnswerAsync(Func<Task<ServiceReply>> answer)
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException unavailable)
        {
            return Bad(unavailable.Trouble.Sentence);
        }
    }

    private static ServiceReply Good(object body) =>
        ServiceReply.Good(JsonSerializer.SerializeToElement(body, JsonSerializerOptions.Web));

    private static ServiceReply Bad(string sentence) => new(null, ExitCode.BadInput, sentence);
}
