namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Work that is done beside the socket: of each person one piece after another, so that nobody's delays that of
/// another, and no more than a number of them.
/// </summary>
/// <param name="max">Pieces of one person that may wait or be at work.</param>
internal sealed class PersonQueues(int max)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task Last, int Count)> _queues = new(StringComparer.Ordinal);

    /// <summary>Begins the work when the person's earlier work is done. False if too much of it waits.</summary>
    /// <param name="work">Must not throw.</param>
    public bool Add(string person, Func<Task> work)
    {
        lock (_gate)
        {
            var (last, count) = _queues.GetValueOrDefault(person, (Task.CompletedTask, 0));
            if (count >= max)
                return false;
            _queues[person] = (DoAsync(person, last, work), count + 1);
            return true;
        }
    }

    private async Task DoAsync(string person, Task last, Func<Task> work)
    {
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work();
        }
        finally
        {
            lock (_gate)
            {
                var (newest, count) = _queues[person];
                if (count == 1)
                    _queues.Remove(person);
                else
                    _queues[person] = (newest, count - 1);
            }
        }
    }
}
