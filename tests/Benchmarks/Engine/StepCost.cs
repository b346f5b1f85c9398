using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Hosts;
using OlUpgrade.Outputs;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Yaml;

namespace OlUpgrade.Benchmarks.Engine;

/// <summary>
/// The engine's own cost for each step: agenda, two appends and their folds, with the real SQLite journal.
/// </summary>
internal static class StepCost
{
    private const int Steps = 200;
    private const int Rounds = 5;

    public static async Task<Figure> MeasureAsync(TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("olupgrade-benchmark-");
        try
        {
            var round = 0;
            var bare = await Median.OfAsync(Rounds, () =>
                BareCommits.MeasureAsync(Path.Combine(folder.FullName, $"bare-{round++}.db"), Steps, time)
            );
            var ours = await Median.OfAsync(Rounds, () =>
                DriveAsync(Path.Combine(folder.FullName, $"journal-{round++}.db"), time, cancellation)
            );
            return new Figure("engine, each step", ours, "ms", "a bare SQLite commit", bare);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> DriveAsync(string file, TimeProvider time, CancellationToken cancellation)
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(file, cancellation));
        var request = new RunEvent.RunRequested(
            "benchmark",
            new Person("mek", [Role.Operator], ["listed:mek"]),
            "benchmark",
            Plan()
        );
        var run = ((Opening.Opened)await journal.OpenAsync(request, time.GetUtcNow(), cancellation)).Run;
        var lease = await journal.TakeAsync(run, "benchmark", time.GetUtcNow(), cancellation);
        var recorder = new Recorder(journal, time);
        var steps = new StepRunner(
            recorder,
            new ActivityCatalog([new ImmediateActivity()]),
            new ApprovalCheck(new SteadyStaff()),
            new Redactor([]),
            OutputFolder.None,
            TimeProvider.System,
            NullLogger<StepRunner>.Instance
        );
        var started = time.GetTimestamp();
        await new RunDriver(lease, recorder, steps, time, new ClockWatch(time).View()).DriveAsync(
            () => new TaskCompletionSource().Task,
            cancellation
        );
        var took = time.GetElapsedTime(started).TotalMilliseconds / Steps;
        return (await recorder.LoadAsync(run, cancellation))!.Status == RunStatus.Succeeded
            ? took
            : throw new InvalidOperationException("The run to measure did not succeed.");
    }

    private static Plan Plan()
    {
        var host = new Host(
            "ol-dev",
            "ol-dev",
            "dev",
            "ol-dev.test",
            22,
            "ol",
            null,
            true,
            "/var/lib/olupgrade",
            [],
            null,
            []
        );
        ImmutableArray<PlannedStep> steps =
        [
            .. Enumerable
                .Range(1, Steps)
                .Select(number => new PlannedStep(
                    $"step {number}",
                    new Work.Run("true", null, null),
                    TimeSpan.FromMinutes(1),
                    RetryRule.Never
                )),
        ];
        return new Plan(
            "benchmark",
            "Steps that do nothing",
            Digest.Of("benchmark"),
            "",
            Facts.Empty,
            new IssueRule("internetarchive/openlibrary", []),
            null,
            new ApprovalRule("#openlibrary", "+1", 1, TimeSpan.FromMinutes(30), TimeSpan.FromHours(8)),
            [host],
            [new PlannedStage("canary", StageKind.Upgrade, ["ol-dev"], steps, 1, null, null)],
            []
        );
    }

    private sealed class SteadyStaff : IStaff
    {
        public Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation) =>
            Task.FromResult<ApproverStanding>(new ApproverStanding.Valid());

        public Task<ApproverStanding> OfReactionAsync(
            PostedMessage message,
            string reaction,
            Person approver,
            CancellationToken cancellation
        ) => OfApproverAsync(approver, cancellation);
    }
}
