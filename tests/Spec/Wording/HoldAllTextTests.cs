using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Wording;

/// <summary>The one answer to whoever put all open runs on hold.</summary>
public sealed class HoldAllTextTests
{
    private static readonly RunId One = new(1);

    [Fact]
    public void Each_run_is_named_with_what_became_of_it() =>
        Assert.Equal(
            """
            Put on hold: runs 1, 4.
            On hold already: run 2.
            Not put on hold: run 3. Run 3 has ended: mek aborted it.
            Runs that start later are not on hold. `/upgrade resume 1` continues one.
            """,
            HoldAllText.Of(
                [
                    new HoldOutcome.Held(One),
                    new HoldOutcome.HeldAlready(new(2)),
                    new HoldOutcome.NotHeld(new(3), "Run 3 has ended: mek aborted it."),
                    new HoldOutcome.Held(new(4)),
                ],
                Door.Slack
            )
        );

    [Fact]
    public void Nothing_that_does_not_hold_is_said()
    {
        Assert.Equal("No run is open.", HoldAllText.Of([], Door.CommandLine));
        Assert.Equal(
            "Not put on hold: run 1. It is a bug.",
            HoldAllText.Of([new HoldOutcome.NotHeld(One, "It is a bug.")], Door.CommandLine)
        );
        Assert.Equal(
            "On hold already: run 1.\nRuns that start later are not on hold. `olupgrade resume 1` continues one.",
            HoldAllText.Of([new HoldOutcome.HeldAlready(One)], Door.CommandLine)
        );
    }
}
