using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

/// <summary>
/// The contract of <see cref="IHostShell"/>, the same for real and for simulated hosts. The subclasses reach the host
/// and damage it.
/// </summary>
public abstract partial class ShellContract
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    protected const string Database = "database one";

    protected abstract IHostShell Shell { get; }

    protected abstract Host Host { get; }

    /// <summary>A script that prints the numbers 1 to 500000, one per line.</summary>
    protected abstract string CountingScript { get; }

    /// <summary>Lets time pass until the task is done.</summary>
    protected abstract Task<T> Finish<T>(Task<T> task);

    protected abstract Task CutConnections();

    /// <summary>Makes the attempt look as if an earlier boot had started it.</summary>
    protected abstract void PretendReboot(StepKey key);

    protected abstract void LoseLedger();

    protected abstract Task FillDisk();

    protected abstract Task MakeRoom();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static Lease LeaseOf(long token, string database = Database) => new(new RunId(7), "one", token, database);

    protected static StepKey Key(string step = "upgrade packages", int attempt = 1) =>
        new(new RunId(7), new StepPlace("canary", "ol-dev", step), attempt);

    protected static ShellScript Script(string text, params (string Name, string Value)[] values) =>
        new(text, values.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value), Deadline);

    protected async Task<LedgerState> Take(long token = 3) =>
        Good(await Finish(Shell.TakeAsync(Host, LeaseOf(token), "a run works here", Cancellation)));

    protected async Task<Attempt> Taken(string step = "upgrade packages") =>
        new(Key(step), LeaseOf(3), (await Take()).Id);

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
