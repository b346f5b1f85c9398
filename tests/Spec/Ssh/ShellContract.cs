using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

/// <summary>
/// What every way to a host must keep, whatever carries it. The subclasses say how to reach their host and how to do
/// it harm.
/// </summary>
public abstract partial class ShellContract
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    protected const string Database = "database one";

    protected abstract IHostShell Shell { get; }

    protected abstract Host Host { get; }

    /// <summary>A script that prints the numbers 1 to 500000, one on a line.</summary>
    protected abstract string CountingScript { get; }

    /// <summary>Lets time pass until the task is done.</summary>
    protected abstract Task<T> Finish<T>(Task<T> task);

    protected abstract Task CutConnections();

    /// <summary>As if the attempt had been started in an earlier boot, its process gone.</summary>
    protected abstract void PretendReboot(StepKey key);

    protected abstract void LoseLedger();

    protected abstract Task FillDisk();

    protected abstract Task MakeRoom();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static Lease Hold(long fence, string database = Database) => new(new RunId(7), "one", fence, database);

    protected static StepKey Key(string step = "upgrade packages", int attempt = 1) =>
        new(new RunId(7), new StepPlace("canary", "ol-dev", step), attempt);

    protected static ShellScript Script(string text, params (string Name, string Value)[] values) =>
        new(text, values.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value), Deadline);

    protected async Task<LedgerState> Take(long fence = 3) =>
        Good(await Finish(Shell.TakeAsync(Host, Hold(fence), "a run works here", Cancellation)));

    protected async Task<Attempt> Taken(string step = "upgrade packages") => new(Key(step), Hold(3), (await Take()).Id);

    protected Task<ShellReply<AttemptStart>> Start(Attempt attempt, string script, params (string, string)[] values) =>
        Finish(Shell.StartAsync(Host, attempt, Script(script, values), Cancellation));

    protected Task<ShellReply<AttemptReport>> Look(Attempt attempt) =>
        Finish(Shell.LookAsync(Host, attempt, Cancellation));

    protected Task<ShellReply<AttemptReport>> Stop(Attempt attempt) =>
        Finish(Shell.StopAsync(Host, attempt, Cancellation));

    protected async Task<(AttemptReport Report, List<string> Lines)> Follow(Attempt attempt, long fromByte = 0)
    {
        var lines = new List<string>();
        var reply = await Finish(
            Shell.FollowAsync(Host, attempt, fromByte, line => lines.Add(line.Text), Cancellation)
        );
        return (Good(reply), lines);
    }

    protected async Task<(AttemptReport Report, List<string> Lines)> Run(
        Attempt attempt,
        string script,
        params (string, string)[] values
    )
    {
        Assert.False(Good(await Start(attempt, script, values)).AlreadyThere);
        return await Follow(attempt);
    }

    protected static T Good<T>(ShellReply<T> reply)
        where T : class
    {
        Assert.Null(reply.Fault?.Sentence);
        return Assert.IsType<T>(reply.Answer);
    }

    protected void IsFault<T>(ShellFaultKind kind, ShellReply<T> reply)
        where T : class
    {
        Assert.Null(reply.Answer);
        Assert.Equal(kind, reply.Fault!.Kind);
        Assert.Contains(Host.Name, reply.Fault.Sentence, StringComparison.Ordinal);
    }
}
