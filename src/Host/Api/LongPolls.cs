namespace OlUpgrade.Hosting.Api;

/// <summary>Counts the calls of each person that wait for news now.</summary>
internal sealed class LongPolls(int max)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);

    /// <summary>Counts one until it is disposed; null if the person has as many as they may.</summary>
    public IDisposable? Begin(string person)
    {
        lock (_gate)
        {
            var waiting = _waiting.GetValueOrDefault(person);
            if (waiting >= max)
                return null;
            _waiting[person] = waiting + 1;
        }

        return new Poll(this, person);
    }

    private void End(string person)
    {
        lock (_gate)
            _waiting[person]--;
    }

    private sealed class Poll(LongPolls polls, string person) : IDisposable
    {
        public void Dispose() => polls.End(person);
    }
}
