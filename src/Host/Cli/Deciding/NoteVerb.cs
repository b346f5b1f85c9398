using System.CommandLine;
using System.Security.Cryptography;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary><c>olupgrade note TEXT [RUN]</c>: writes something down that belongs to the run, open or ended.</summary>
internal static class NoteVerb
{
    public static Command Command(Screen screen)
    {
        var text = new Argument<string>("TEXT") { Description = "What is to be noted, in quotes." };
        return DecisionVerb.Of(
            screen,
            "note",
            "Writes a note into the journal, the thread and the tracking issue of a run. For anybody who is listed.",
            [text],
            parsed =>
                (
                    new("note")
                    {
                        Reason = parsed.GetValue(text),
                        Key = RandomNumberGenerator.GetHexString(16, lowercase: true),
                    },
                    null
                )
        );
    }
}
