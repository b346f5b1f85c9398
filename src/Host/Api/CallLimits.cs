using OlUpgrade.Hosting.Decisions;

namespace OlUpgrade.Hosting.Api;

/// <summary>What each person has used of the limits of the local API. Forgotten when the service stops.</summary>
public sealed class CallLimits(TimeProvider time)
{
    private readonly RateLimit _reads = new(ApiLimits.MaxReadsPerMinute, TimeSpan.FromMinutes(1), time);
    private readonly RateLimit _minute = new(ApiLimits.MaxCommandsPerMinute, TimeSpan.FromMinutes(1), time);
    private readonly RateLimit _hour = new(ApiLimits.MaxCommandsPerHour, TimeSpan.FromHours(1), time);
    private readonly LongPolls _polls = new(ApiLimits.MaxLongPolls);

    /// <summary>Counts a call that only reads. Null if it is granted, else how long to wait.</summary>
    public TimeSpan? Read(string person) => _reads.Take(person);

    /// <summary>Counts a command. Null if it is granted, else how long to wait.</summary>
    public TimeSpan? Command(string person) => _minute.Take(person) ?? _hour.Take(person);

    /// <summary>Counts a call that waits for news, until it is disposed; null if there are too many.</summary>
    public IDisposable? Poll(string person) => _polls.Begin(person);
}
