using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>The names of the stages and steps that the engine adds to every run. Runbooks may not use them.</summary>
public static class ReservedNames
{
    public const string OpenStage = "open";
    public const string SurveyStage = "survey";
    public const string PreflightStage = "preflight";
    public const string CommitsStage = "way-back";
    public const string AnnounceStage = "announce";
    public const string PrepareStage = "prepare";
    public const string SurveyStep = "survey";
    public const string OutlookStep = "look ahead";
    public const string CommitsStep = "read commits";
    public const string IssueStep = "open issue";
    public const string HeaderStep = "post header";
    public const string PlanStep = "post plan";
    public const string ConfirmStep = "confirm approval";
    public const string BranchStep = "create rollback branch";
    public const string TakeStep = "take host";
    public const string ReleaseStep = "release host";
    public const string AskStep = "ask for approval";

    /// <summary>Prefix of the name of the question before a step; the step's name follows.</summary>
    public const string AskBefore = "ask before: ";

    /// <summary>Stage names that runbooks may not use.</summary>
    public static ImmutableArray<string> Stages { get; } =
    [OpenStage, SurveyStage, PreflightStage, CommitsStage, AnnounceStage, PrepareStage];

    /// <summary>
    /// True for a step name that no runbook may use, because the engine adds steps with that name to a runbook's
    /// stages.
    /// </summary>
    public static bool IsStep(string name) => name is TakeStep or ReleaseStep || IsQuestion(name);

    /// <summary>True for the name of a step that asks for an approval.</summary>
    public static bool IsQuestion(string step) =>
        step == AskStep || step.StartsWith(AskBefore, StringComparison.Ordinal);
}
