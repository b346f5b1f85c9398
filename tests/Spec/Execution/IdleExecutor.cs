using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>An executor without activities, channels and alarms, for tests of what people say to runs.</summary>
internal static class IdleExecutor
{
    public static Executor Of(IJournal journal, IOutbox outbox, Recorder recorder, TimeProvider time)
    {
        var steps = new StepRunner(
            recorder,
            new ActivityCatalog([]),
            new ApprovalCheck(new StaffForEver()),
            Redactor.None,
            OutputFolder.None,
            time,
            NullLogger<StepRunner>.Instance
        );
        return new(
            new RunDrivers(new HolderName("test"), journal, recorder, steps, time),
            journal,
            outbox,
            recorder,
            new NotePublisher(outbox, recorder, [], time, NullLogger<NotePublisher>.Instance),
            new NoAlarms(),
            time,
            NullLogger<Executor>.Instance
        );
    }

    private sealed class NoAlarms : IAlarmClock
    {
        public Task SetAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) => Task.CompletedTask;
    }
}
