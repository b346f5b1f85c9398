using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Storage;

/// <summary>
/// Journals as each release wrote them, recorded from the simulation or the demo. Every later release reads and folds
/// them: it neither breaks nor changes a run that an older one began.
/// </summary>
public sealed class RecordedJournalsTests
{
    public static TheoryData<string> Journals =>
        [.. Repository.Files("*.journal.jsonl", "tests/Spec/Storage/Journals")];

    [Theory]
    [MemberData(nameof(Journals))]
    public void A_journal_of_an_earlier_release_folds_to_the_same_run(string file)
    {
        var entries = RecordedJournal.Read(file);
        var run = Run.Fold(new RunId(1), entries);
        Assert.Equal(entries.Length, run.Version);
        var isRolledBack = file.Contains("rolled-back", StringComparison.Ordinal);
        Assert.Equal(isRolledBack ? RunStatus.RolledBack : RunStatus.Succeeded, run.Status);
        var rows = FleetTable.Of(run).Where(row => !isRolledBack || run.Rollback!.Hosts.Contains(row.Host)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
            Assert.Contains(
                row.State,
                isRolledBack ? [HostState.RolledBack, HostState.Mixed] : new[] { HostState.Done }
            )
        );
        Assert.True(run.IsSettled);
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public void An_entry_of_an_earlier_release_is_encoded_with_the_same_bytes(string file)
    {
        foreach (var line in Repository.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var payload = JsonDocument.Parse(line).RootElement.GetProperty("payload").GetRawText();
            Assert.Equal(payload, EventCodec.Encode(EventCodec.Decode(payload)));
        }
    }
}
