using OlUpgrade.Hosting.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>What each person says is done in order, beside what others say, and not without a limit.</summary>
public sealed class PersonQueuesTests
{
    [Fact]
    [Finding("A14")]
    public async Task One_persons_work_is_done_in_order_and_delays_nobody_elses()
    {
        var queues = new PersonQueues(3);
        var (gate, done) = (new TaskCompletionSource(), new List<string>());
        Assert.True(queues.Add("U1", () => gate.Task));
        Assert.True(queues.Add("U1", () => Note("second")));
        Assert.True(queues.Add("U1", () => Note("third")));
        Assert.True(queues.Add("U2", () => Note("other")));
        await Eventually.True("the other's work", () => done.Count == 1);
        Assert.Equal(["other"], done);
        gate.SetResult();
        await Eventually.True("all work", () => done.Count == 3);
        Assert.Equal(["other", "second", "third"], done);

        Task Note(string what)
        {
            lock (done)
                done.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    [Finding("A14")]
    public async Task Too_much_of_one_person_is_refused_until_some_of_it_is_done()
    {
        var queues = new PersonQueues(2);
        var gate = new TaskCompletionSource();
        Assert.True(queues.Add("U1", () => gate.Task));
        Assert.True(queues.Add("U1", () => gate.Task));
        Assert.False(queues.Add("U1", () => Task.CompletedTask));
        Assert.True(queues.Add("U2", () => Task.CompletedTask));
        gate.SetResult();
        await Eventually.True("room again", () => queues.Add("U1", () => Task.CompletedTask));
    }
}
