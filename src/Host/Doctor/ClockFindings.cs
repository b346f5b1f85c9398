using System.Collections.Immutable;
using OlUpgrade.Wire;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Compares this machine's clock with Slack's, GitHub's and the hosts'. One limit for all.</summary>
internal sealed class ClockFindings(HttpClient http, TimeSpan limit, TimeProvider time)
{
    /// <summary>More than any synchronised clock is off, and less than what harms a run.</summary>
    /// <value>30 seconds.</value>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    private const string Subject = "clock";

    public async Task<ImmutableArray<Finding>> AskAsync(
        IEnumerable<(string Service, Uri Address)> services,
        CancellationToken cancellation
    )
    {
        var checks = services.Select(async service =>
        {
            var (clock, problem) = await ServiceClock.ReadAsync(http, service.Address, limit, time, cancellation);
            return clock is null
                ? Finding.Note(Subject, $"it could not be compared with {service.Service}'s: {problem}.")
                : OfService(service.Service, clock);
        });
        return [.. await Task.WhenAll(checks)];
    }

    public static Finding OfService(string service, ServiceClock clock) =>
        IsClose(clock)
            ? Finding.Ok(Subject, $"this machine and {service} agree{Within(clock)}.")
            : Finding.Wrong(
                Subject,
                $"this machine is {Off(-clock.Ahead)} {service}; at most {Max.TotalSeconds:0} s are allowed. "
                    + "Fix the time synchronisation here (timedatectl)."
            );

    public static Finding OfHost(string host, ServiceClock clock) =>
        IsClose(clock)
            ? Finding.Ok(host, $"its clock agrees with this machine's{Within(clock)}.")
            : Finding.Wrong(
                host,
                $"its clock is {Off(clock.Ahead)} this machine's; at most {Max.TotalSeconds:0} s are allowed. "
                    + "Fix the time synchronisation there, or here if several hosts are off (timedatectl)."
            );

    private static bool IsClose(ServiceClock clock) => clock.Ahead.Duration() <= Max + clock.Blur;

    private static string Within(ServiceClock clock) =>
        clock.Ahead.Duration() <= clock.Blur ? "" : $" within {clock.Ahead.Duration().TotalSeconds:0.#} s";

    private static string Off(TimeSpan ahead) =>
        $"{ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")}";
}
