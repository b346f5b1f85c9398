using System.Reflection;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Execution;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Secrets;

/// <summary>Nothing reaches the journal with a secret or anything hidden in its words; identities stay.</summary>
public sealed class EventCleanerTests
{
    private const string Token = "xoxb-1234567890";
    private const string Nasty = "\u001b[2J" + Token + "\u202e";
    private const string Clean = "␛[2J[secret removed]\\u{202E}";

    /// <summary>Texts that identify something. They come from the settings, the plan or the engine.</summary>
    private static readonly string[] Identities =
    [
        "accounts",
        "by",
        "code",
        "digest",
        "holder",
        "host",
        "hosts",
        "key",
        "mixed",
        "request-key",
        "roles",
        "stage",
        "stages",
        "step",
        "target",
        "through",
        "via",
    ];

    private static readonly EventCleaner Cleaner = new(new Redactor([Token]));

    [Fact]
    [Finding("A16")]
    [Finding("A19")]
    public async Task A_note_is_clean_in_the_journal_and_in_the_run()
    {
        var open = new OpenRun();
        await open.OpenAsync();
        var recorder = new Recorder(open.Journal, open.Time, new Redactor([Token]));

        await recorder.RecordAsync(OpenRun.Id, new PersonsCommand.Note("k", Some.Approver, Nasty), null, OpenRun.Stop);

        var noted = Assert.Single((await open.EventsAsync()).OfType<RunEvent.NoteAdded>());
        Assert.Equal(Clean, noted.Text);
        Assert.Equal(Some.Approver.Accounts, noted.By.Accounts);
    }

    [Fact]
    [Finding("A19")]
    public void Evidence_and_a_failures_sentence_are_clean_and_the_place_is_the_same()
    {
        var failed = new RunEvent.StepFailed(
            OpenRun.Place(),
            1,
            new Failure(FailureKind.ExitCode, Nasty),
            Facts.Empty.Add("output", Nasty).Add("kernel", "6.1")
        );

        var recorded = (RunEvent.StepFailed)Cleaner.Clean(failed);

        Assert.Equal((OpenRun.Place(), Clean), (recorded.Place, recorded.Failure.Sentence));
        Assert.Equal((Clean, "6.1"), (recorded.Evidence["output"], recorded.Evidence["kernel"]));
    }

    [Fact]
    public void What_is_clean_stays_the_same_event()
    {
        var happened = new RunEvent.RunHalted(Some.Approver, "wait for the mirror");

        Assert.Same(happened, Cleaner.Clean(happened));
    }

    [Fact]
    public void Every_text_in_an_event_is_cleaned_or_identifies_something() =>
        Assert.Empty(
            EventCodec
                .Names.Keys.Where(type => type != typeof(RunEvent.RollbackPlanned))
                .SelectMany(TextsOf)
                .Distinct()
                .Except(Identities)
                .Except(EventCleaner.Fields)
        );

    private static IEnumerable<string> TextsOf(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        where
            property.PropertyType == typeof(string)
            || property.PropertyType == typeof(System.Collections.Immutable.ImmutableArray<string>)
        select EventCodec.Options.PropertyNamingPolicy!.ConvertName(property.Name);
}
