using System.CommandLine;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary>The verbs of approvers: agree, say no, have a host go on all the same.</summary>
internal static class GateVerbs
{
    public static IEnumerable<Command> Commands(Screen screen) => [Approve(screen), Refuse(screen), Override(screen)];

    private static Command Approve(Screen screen)
    {
        var plan = new Option<string>("--plan")
        {
            Description = "The plan that you saw: the first 12 digits of its digest, as in the message or in status.",
            Required = true,
        };
        return DecisionVerb.Of(screen, "approve", "Agrees to the open question of a run.", [plan], parsed =>
            (new("approve") { Digest = parsed.GetValue(plan) }, null)
        );
    }

    private static Command Refuse(Screen screen)
    {
        var reason = CommonOptions.Reason();
        return DecisionVerb.Of(
            screen,
            "refuse",
            "Says no to the open question: of the plan or a stage, which ends the "
                + "run; of a rollback or a step, which leaves it undone.",
            [reason],
            parsed => (new("refuse") { Reason = parsed.GetValue(reason) }, null)
        );
    }

    private static Command Override(Screen screen)
    {
        var (host, reason) = (DecisionVerb.TheHost(), DecisionVerb.TheReason());
        return DecisionVerb.Of(
            screen,
            "override",
            "Has a run go on in spite of a preflight, or outside its window, on "
                + "one host. For approvers other than the requester.",
            [host, reason],
            parsed => (new("override") { Host = parsed.GetValue(host), Reason = parsed.GetValue(reason) }, null)
        );
    }
}
