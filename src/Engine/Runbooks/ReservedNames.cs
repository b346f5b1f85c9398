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
    public const string DownloadStage = "download";
    public const string SurveyStep = "survey";
    public const string OutlookStep = "look ahead";
    public const string DownloadStep = "download packages";
    public const string CommitsStep = "read commits";
    public const string IssueStep = "open issue";
    public const string HeaderStep = "post header";
    public const string PlanStep = "post plan";
    public const string ConfirmStep = "confirm approval";
    public const string BranchStep = "create rollback branch";
    public const string TakeStep = "take host";
    public const string ReleaseStep = "release host";
    public const string AskStep = "ask for approval";
    public const string ProveStep = "compare with what was noted before";

    /// <summary>The first word of the name of each stage of a rollback; its number and its host follow.</summary>
    public const string RollbackStage = "rollback";

    /// <summary>Prefix of the name of a rollback's step; the name of the step that it reverts follows.</summary>
    public const string UndoOf = "undo: ";

    /// <summary>Prefix of the name of the question before a step; the step's name follows.</summary>
    public const string AskBefore = "ask before: ";

    private static readonly ImmutableArray<string> StageNames =
    [
        OpenStage,
        SurveyStage,
        PreflightStage,
        CommitsStage,
        AnnounceStage,
        PrepareStage,
        DownloadStage,
        RollbackStage,
    ];

    private static readonly ImmutableArray<string> StepNames =
    [
        SurveyStep,
        OutlookStep,
        DownloadStep,
        CommitsStep,
        IssueStep,
        HeaderStep,
        PlanStep,
        ConfirmStep,
        BranchStep,
        TakeStep,
        ReleaseStep,
        AskStep,
        ProveStep,
    ];

    /// <summary>True for a stage name that no runbook may use, in upper or lower case.</summary>
    public static bool IsStage(string name) =>
        StageNames.Contains(name, StringComparer.OrdinalIgnoreCase) || Begins(name, $"{RollbackStage} ");

    /// <summary>
    /// True for a step name that no runbook may use, in upper or lower case: it is that of a step of the engine's own.
    /// </summary>
    public static bool IsStep(string name) =>
        StepNames.Contains(name, StringComparer.OrdinalIgnoreCase) || Begins(name, AskBefore) || Begins(name, UndoOf);

    /// <summary>True for the name of a step that asks for an approval.</summary>
    public static bool IsQuestion(string step) =>
        step == AskStep || step.StartsWith(AskBefore, StringComparison.Ordinal);

    private static bool Begins(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
