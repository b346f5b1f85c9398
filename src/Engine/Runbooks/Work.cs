using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OlUpgrade.Runbooks;

/// <summary>
/// What a step does: a closed set, one case per activity. The first group is written by authors of runbooks; the
/// second the engine adds around their stages. The discriminators are a storage format: they never change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "work")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Drain), "drain")]
[JsonDerivedType(typeof(Return), "return")]
[JsonDerivedType(typeof(Capture), "capture")]
[JsonDerivedType(typeof(Reboot), "reboot")]
[JsonDerivedType(typeof(Containers), "containers")]
[JsonDerivedType(typeof(Health), "health")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Preflight), "preflight")]
[JsonDerivedType(typeof(Keep), "keep")]
[JsonDerivedType(typeof(Survey), "survey")]
[JsonDerivedType(typeof(Preview), "outlook")]
[JsonDerivedType(typeof(ReadCommits), "read-commits")]
[JsonDerivedType(typeof(OpenIssue), "open-issue")]
[JsonDerivedType(typeof(PostHeader), "post-header")]
[JsonDerivedType(typeof(PostPlan), "post-plan")]
[JsonDerivedType(typeof(AskApproval), "ask-approval")]
[JsonDerivedType(typeof(Confirm), "confirm-approval")]
[JsonDerivedType(typeof(CreateRollbackBranch), "create-rollback-branch")]
[JsonDerivedType(typeof(TakeHost), "take-host")]
[JsonDerivedType(typeof(ReleaseHost), "release-host")]
[JsonDerivedType(typeof(TakeBack), "undo")]
[JsonDerivedType(typeof(Prove), "prove")]
public abstract record Work
{
    private Work() { }

    /// <summary>The activity that performs it, as authors write it.</summary>
    [JsonIgnore]
    public abstract string Activity { get; }

    /// <summary>True when performing it changes nothing outside, so that it may be repeated at will.</summary>
    [JsonIgnore]
    public virtual bool OnlyReads => false;

    /// <summary>True when it is a command on a host that can be stopped there. A reboot cannot be taken back.</summary>
    [JsonIgnore]
    public virtual bool IsStoppable => false;

    /// <summary>Why nothing takes it back; null where something does, or where there is nothing to take back.</summary>
    [JsonIgnore]
    public virtual string? NoWayBack => null;

    /// <summary>True when it can be told from the host whether it is done, whoever did it.</summary>
    [JsonIgnore]
    public virtual bool LeavesTrace => false;

    /// <summary>
    /// The author's script and the one that only looks whether it happened; null where there is none.
    /// </summary>
    [JsonIgnore]
    public (string? Script, string? Probe) Scripts =>
        this switch
        {
            Run run => (run.Script, run.Probe),
            Drain drain => (drain.Script, drain.Probe),
            Return back => (back.Script, back.Probe),
            _ => (null, null),
        };

    /// <summary>A shell script on the host. Exit code 0 is success.</summary>
    /// <param name="Probe">Read-only script: exit 0 = it happened, 1 = it did not, anything else = cannot tell.</param>
    /// <param name="Undo">What takes it back; null when nothing does, and the plan says so.</param>
    /// <param name="Irreversible">Why nothing takes it back, in the author's words; null where something does.</param>
    public sealed record Run(string Script, string? Probe, string? Undo, string? Irreversible = null) : Work
    {
        public override string Activity => "run";

        public override string? NoWayBack => Undo is null ? Irreversible ?? "nothing undoes this step" : null;

        public override bool IsStoppable => true;
    }

    /// <summary>Takes the host out of service by a shell script, until its <see cref="Return"/>.</summary>
    /// <param name="Probe">As of <see cref="Run"/>.</param>
    public sealed record Drain(string Script, string? Probe) : Work
    {
        public override string Activity => "drain";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Puts the drained host back by a shell script, which begins only while all its health questions hold.
    /// </summary>
    /// <param name="Probe">As of <see cref="Run"/>.</param>
    public sealed record Return(string Script, string? Probe) : Work
    {
        public override string Activity => "return";

        public override bool IsStoppable => true;
    }

    /// <summary>Notes what the host runs now: the named facts, before a change.</summary>
    public sealed record Capture(ImmutableArray<string> What) : Work
    {
        public override string Activity => "capture";

        public override bool OnlyReads => true;
    }

    /// <summary>Reboots the host and proves it by the boot ID.</summary>
    /// <param name="Soak">The new boot ID must still be the same after this long.</param>
    /// <param name="AlsoBack">A rollback of the host reboots it too, when it has undone the rest.</param>
    public sealed record Reboot(TimeSpan Soak, bool AlsoBack = false) : Work
    {
        public override string Activity => "reboot";

        public override bool LeavesTrace => true;
    }

    /// <summary>Compares the running containers with the expected ones and brings up those that are missing.</summary>
    public sealed record Containers : Work
    {
        public override string Activity => "containers";

        public override bool IsStoppable => true;
    }

    /// <summary>Asks the host's health questions until all hold so many times in a row.</summary>
    public sealed record Health(int Times, TimeSpan Every) : Work
    {
        /// <summary>The fact beside the answers: how often all of them held, one time after another.</summary>
        public const string InARowFact = "in-a-row";

        public override string Activity => "health";

        public override bool OnlyReads => true;
    }

    /// <summary>Lets time pass, durably: nothing runs meanwhile.</summary>
    public sealed record Wait(TimeSpan For) : Work
    {
        public override string Activity => "wait";

        public override bool OnlyReads => true;
    }

    /// <summary>
    /// Asks before work begins whether something stands in the way: the host's preflight questions. An approver may
    /// override what they found.
    /// </summary>
    public sealed record Preflight : Work
    {
        public override string Activity => "preflight";

        public override bool OnlyReads => true;
    }

    /// <summary>
    /// Keeps on the host what is needed to go back: the installed packages of those that would change, and the images
    /// that run, under a tag of the run. Archives keep only the newest, and pruning takes the rest.
    /// </summary>
    public sealed record Keep(ImmutableArray<string> What) : Work
    {
        public override string Activity => "keep";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Asks a host before the plan is made what an upgrade would change, and what of it could not be taken back.
    /// </summary>
    public sealed record Preview : Work
    {
        public override string Activity => "outlook";

        public override bool OnlyReads => true;
    }

    /// <summary>Asks a host who it is before the plan is made: machine ID, boot ID, kernel, system.</summary>
    public sealed record Survey : Work
    {
        public override string Activity => "survey";

        public override bool OnlyReads => true;
    }

    /// <summary>Looks up the commits that the rollback branches will point at.</summary>
    public sealed record ReadCommits : Work
    {
        public override string Activity => "read-commits";

        public override bool OnlyReads => true;
    }

    /// <summary>Opens the tracking issue.</summary>
    public sealed record OpenIssue : Work
    {
        public override string Activity => "open-issue";
    }

    /// <summary>Posts the message that heads the run's thread and is kept up to date.</summary>
    public sealed record PostHeader : Work
    {
        public override string Activity => "post-header";
    }

    /// <summary>Posts the plan that is approved; it is never edited afterwards.</summary>
    public sealed record PostPlan : Work
    {
        public override string Activity => "post-plan";
    }

    /// <summary>Asks for a further approval, before a stage or before a step that nothing takes back.</summary>
    /// <param name="Gate">The gate's name.</param>
    public sealed record AskApproval(string Gate) : Work
    {
        public override string Activity => "ask-approval";
    }

    /// <summary>Looks right before the first effect whether the approval of the plan holds.</summary>
    public sealed record Confirm : Work
    {
        public override string Activity => "confirm-approval";

        public override bool OnlyReads => true;
    }

    /// <summary>Creates the rollback branch in each of the runbook's repositories.</summary>
    public sealed record CreateRollbackBranch : Work
    {
        public override string Activity => "create-rollback-branch";
    }

    /// <summary>
    /// Takes the host for this run: its ledger is there, its fence is raised, its machine ID is the planned one.
    /// </summary>
    public sealed record TakeHost : Work
    {
        public override string Activity => "take-host";
    }

    /// <summary>Takes back what a step of the run did on this host: its author's script.</summary>
    /// <param name="Of">The step.</param>
    public sealed record TakeBack(string Of, string Script) : Work
    {
        public override string Activity => "undo";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Reads every fact again that was noted before the work, and compares: "rolled back" is a proof.
    /// </summary>
    /// <param name="Noted">The first capture of the run on this host; null where there was none.</param>
    public sealed record Prove(ImmutableArray<string> What, StepPlace? Noted) : Work
    {
        public override string Activity => "prove";

        public override bool OnlyReads => true;
    }

    /// <summary>Takes away what told whoever logged in that the run works there.</summary>
    public sealed record ReleaseHost : Work
    {
        public override string Activity => "release-host";
    }
}
