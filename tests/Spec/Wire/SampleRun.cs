using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Wire;

/// <summary>A run built by hand: three hosts, a rollback branch, and a gate before the last host.</summary>
internal static class SampleRun
{
    public const string DatabaseId = "db1";

    public const string Sha = "1234567890abcdef1234567890abcdef12345678";

    public static DateTimeOffset RequestedAt { get; } = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);

    public static ApprovalRule Approval { get; } =
        new("#openlibrary", "+1", 1, TimeSpan.FromMinutes(30), TimeSpan.FromHours(8));

    public static ImmutableArray<PlannedStep> Steps { get; } =
    [
        BuiltInSteps.Step(ReservedNames.TakeStep, new Work.TakeHost()),
        BuiltInSteps.Step("upgrade packages", new Work.Run("apt-get update && apt-get -y upgrade", null, null)),
        BuiltInSteps.Step("pull images", new Work.Run("docker pull web", null, "docker tag web:old web")),
        BuiltInSteps.Step("reboot", new Work.Reboot(TimeSpan.FromSeconds(60))),
        BuiltInSteps.Step("check health", new Work.Health(3, TimeSpan.FromSeconds(5))),
    ];

    public static Plan Plan { get; } =
        new(
            "security-patches",
            "Security patches and a reboot, host by host",
            Digest.Of("the file"),
            "the file",
            Facts.Empty.Add("packages", "openssl libc6").Add("soak", "5m"),
            new IssueRule("internetarchive/openlibrary", ["Affects: Operations", "Theme: Provisioning"]),
            new RollbackBranchRule(["internetarchive/openlibrary"], "production"),
            Approval,
            [Member("ol-dev", "ol-dev1"), Member("ol-web1", "ol-web1"), Member("ol-home", "ol-home0")],
            [
                .. BuiltInSteps.Before(
                    ["ol-dev", "ol-web1", "ol-home"],
                    BuiltInOptions.Plain with
                    {
                        KeepsBranch = true,
                    },
                    Approval
                ),
                new("canary", StageKind.Upgrade, ["ol-dev"], Steps, 1, null, "non-critical path; its result counts"),
                new(
                    "canary soak",
                    StageKind.Soak,
                    ["ol-dev"],
                    [BuiltInSteps.Step("soak", new Work.Wait(TimeSpan.FromMinutes(5)))],
                    1,
                    null,
                    null
                ),
                new("web", StageKind.Upgrade, ["ol-web1"], Steps, 1, null, null),
                new("home", StageKind.Upgrade, ["ol-home"], Steps, 1, Approval, "single point of failure"),
            ],
            ["ol-db1"]
        );

    /// <summary>Requested and planned; nothing has been done yet.</summary>
    public static Run New { get; } =
        Run.Initial(new RunId(7)) with
        {
            Version = 3,
            Plan = Plan,
            PlanDigest = Digest.Of("the plan"),
            Requester = new Person("Drini", [Role.Operator], ["listed:Drini"]),
            RequestedAt = RequestedAt,
            FencingToken = 4,
        };

    /// <summary>Surveyed, announced and approved; ol-dev is done and has soaked, ol-web1 is in progress.</summary>
    public static Run Halfway { get; } =
        New.Done(BuiltInSteps.Survey("ol-dev"), 0, ("kernel", "6.1.0-1"), ("boot-id", "aaa"))
            .Done(BuiltInSteps.Survey("ol-web1"), 0, ("kernel", "6.1.0-1"), ("boot-id", "bbb"))
            .Done(BuiltInSteps.Survey("ol-home"), 0, ("kernel", "6.1.0-1"), ("boot-id", "ccc"))
            .Done(BuiltInSteps.Commits, 1, ("internetarchive/openlibrary", Sha))
            .Done(
                BuiltInSteps.Issue,
                1,
                ("repository", "internetarchive/openlibrary"),
                ("number", "41"),
                ("url", "https://github.test/41")
            )
            .Done(BuiltInSteps.Header, 2, ("channel", "C1"), ("ts", "100.000001"), ("link", "https://slack.test/p1"))
            .Done(
                BuiltInSteps.PlanMessage,
                2,
                ("channel", "C1"),
                ("ts", "100.000002"),
                ("link", "https://slack.test/p2")
            )
            .Approved(ReservedNames.PrepareStage, "Mek")
            .Done(BuiltInSteps.Branch, 3, ("branch", "rollback-2026-10-05-1"), ("internetarchive/openlibrary", Sha))
            .Done(new("canary", "ol-dev", ReservedNames.TakeStep), 10)
            .Done(new("canary", "ol-dev", "upgrade packages"), 12)
            .Done(new("canary", "ol-dev", "pull images"), 13)
            .Done(new("canary", "ol-dev", "reboot"), 18, ("kernel", "6.1.0-2"), ("boot-id", "ddd"))
            .Done(new("canary", "ol-dev", "check health"), 19)
            .Done(new("canary soak", "ol-dev", "soak"), 24)
            .Done(new("web", "ol-web1", ReservedNames.TakeStep), 25)
            .In(new("web", "ol-web1", "upgrade packages"), StepPhase.Started, 26);

    /// <summary>The next step on ol-web1 has failed, and Drini has requested a rollback.</summary>
    public static Run GoingBack(bool needsApproval = false)
    {
        var failed = Halfway.In(
            new("web", "ol-web1", "upgrade packages"),
            StepPhase.Failed,
            26,
            "It ended with exit code 100."
        );
        var rule = RollbackRule.Plain with { NeedsApproval = needsApproval };
        var plan = Plan with { Rollback = rule, Expected = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(10)) };
        var asked = (failed with { Plan = plan }).After(
            new RunEvent.RollbackAsked(
                "all",
                ["ol-web1", "ol-dev"],
                New.Requester!,
                "the site is slow",
                IsEmergency: false
            )
        );
        return asked.After(new RunEvent.RollbackPlanned(RollbackPlanner.Stages(asked)));
    }

    public static Run After(this Run run, RunEvent happened) =>
        run.Evolve(new Entry(run.Id, run.Version + 1, At(40), happened));

    public static Run Done(
        this Run run,
        StepPlace place,
        int minute,
        params ReadOnlySpan<(string Name, string Value)> evidence
    )
    {
        var facts = Facts.Empty;
        foreach (var (name, value) in evidence)
            facts = facts.Add(name, value);
        var progress = StepProgress.Untouched(place) with
        {
            Phase = StepPhase.Succeeded,
            Evidence = facts,
            StartedAt = At(minute),
            EndedAt = At(minute + 1),
        };
        return run with { Steps = run.Steps.SetItem(place, progress) };
    }

    public static Run In(this Run run, StepPlace place, StepPhase phase, int minute, string? problem = null) =>
        run with
        {
            Steps = run.Steps.SetItem(
                place,
                StepProgress.Untouched(place) with
                {
                    Phase = phase,
                    StartedAt = At(minute),
                    EndedAt = phase is StepPhase.Failed or StepPhase.Skipped ? At(minute + 1) : null,
                    Failure = phase == StepPhase.Failed ? new Failure(FailureKind.ExitCode, problem!) : null,
                    Doubt = phase == StepPhase.Unknown ? problem : null,
                }
            ),
        };

    public static StepContext Step(Run run, StepPlace place, int attempt = 1, Facts? before = null) =>
        new(
            run,
            run.Plan!.Step(place),
            Host: null,
            new StepKey(run.Id, place, attempt),
            new Lease(run.Id, "here", 4, DatabaseId),
            before ?? Facts.Empty,
            new StepTime(run.Plan!.Step(place).Timeout, TimeProvider.System),
            _ => { }
        );

    private static Run Approved(this Run run, string stage, string person) =>
        run with
        {
            Gates = run.Gates.SetItem(
                stage,
                GateProgress.Closed(stage) with
                {
                    Approvals = [new(new(person, [Role.Approver], [$"listed:{person}"]), RequestedAt, null)],
                }
            ),
        };

    private static DateTimeOffset At(int minute) => RequestedAt.AddMinutes(minute);

    private static Host Member(string name, string today) =>
        new(name, today, "web", $"{name}.test", 22, "root", null, false, "/var/lib/olupgrade", [], null, []);
}
