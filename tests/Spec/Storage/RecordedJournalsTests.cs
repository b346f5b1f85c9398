using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Storage;

/// <summary>
/// Journals as each release wrote them, recorded from the simulation or the demo. They are read and folded for ever: a
/// new release can neither break nor change a run that an older one began.
/// </summary>
public sealed class RecordedJournalsTests
{
    public static TheoryData<string> Journals =>
        [.. Repository.Files("*.journal.jsonl", "tests/Spec/Storage/Journals")];

    [Theory]
    [MemberData(nameof(Journals))]
    public void A_journal_of_an_earlier_release_tells_the_same_story(string file)
    {
        var entries = RecordedJournal.Read(file);
        var run = Run.Fold(new RunId(1), entries);
        Assert.Equal(entries.Length, run.Version);
        var isBack = file.Contains("rolled-back", StringComparison.Ordinal);
        Assert.Equal(isBack ? RunStatus.RolledBack : RunStatus.Succeeded, run.Status);
        var rows = FleetTable.Of(run).Where(row => !isBack || run.Rollback!.Hosts.Contains(row.Host)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
            Assert.Contains(row.State, isBack ? [HostState.RolledBack, HostState.Mixed] : new[] { HostState.Done })
        );
        Assert.True(run.IsSettled);
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public void An_entry_of_an_earlier_release_is_written_again_as_it_was(string file)
    {
        foreach (var line in Repository.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var payload = JsonDocument.Parse(line).RootElement.GetProperty("payload").GetRawText();
            Assert.Equal(payload, EventCodec.Encode(EventCodec.Decode(payload)));
        }
    }
}
