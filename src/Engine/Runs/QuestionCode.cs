using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// What people type to say which question they approve: the first digits of a digest that only this question has. That
/// of the plan is the plan's own digest; that of a stage, a rollback or an irreversible step is of the plan and the
/// question together. So an approval of a plan opens no later gate, however late it arrives.
/// </summary>
public static class QuestionCode
{
    /// <summary>The fewest digits that are accepted.</summary>
    public const int MinLength = 12;

    /// <summary>Null before the plan has its digest.</summary>
    public static Digest? Of(Run run, string gate) =>
        run.PlanDigest is { } plan && gate != ReservedNames.PrepareStage
            ? Digest.Of($"{plan.Hex}\n{gate}")
            : run.PlanDigest;

    /// <summary>The question of this run that a typed code names; null for none.</summary>
    public static string? GateOf(Run run, string typed) =>
        typed.Length < MinLength
            ? null
            : run
                .Gates.Keys.Append(run.CurrentGate?.Name)
                .OfType<string>()
                .FirstOrDefault(gate =>
                    Of(run, gate)?.Hex.StartsWith(typed, StringComparison.OrdinalIgnoreCase) == true
                );
}
