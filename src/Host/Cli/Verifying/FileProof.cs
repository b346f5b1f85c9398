using System.Text.Json;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Cli.Verifying;

/// <summary>The proof of a journal's file, without a service: after an incident, or of a backup.</summary>
internal sealed class FileProof(JournalStore store, string file) : IJournalProof
{
    private readonly string _outputs = Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(file))!,
        DataFolder.OutputFolder
    );

    /// <summary>What commands printed is compared if its folder is beside the file, as in the data folder.</summary>
    public bool ComparesOutput => Directory.Exists(_outputs);

    public Task<ServiceReply> VerificationAsync(int run, CancellationToken cancellation) =>
        AnswerAsync(async () =>
            await new JournalVerifier(store).VerifyAsync(new RunId(run), cancellation) is { } found
                ? Good(ComparesOutput ? await WithOutputAsync(found, new RunId(run), cancellation) : found)
                : Bad($"There is no run {run} in {file}, or it has expired.")
        );

    private Task<Verification> WithOutputAsync(Verification found, RunId run, CancellationToken cancellation) =>
        OutputVerification.AddToAsync(found, new SqlJournal(store), run, OutputFolder.In(_outputs), cancellation);

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
