using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>Whether a host is well, by all its health questions, asked once for a person. Only reads.</summary>
public sealed class HealthProof(IHostShell shell)
{
    /// <summary>The longest that all questions together may take.</summary>
    public static TimeSpan MaxTime { get; } = TimeSpan.FromMinutes(2);

    private readonly HostInterview _interview = new(shell);

    /// <summary>The answers if all hold, or else a sentence that says what does not.</summary>
    public async Task<(Facts? Proof, string? Problem)> AskAsync(Host host, CancellationToken cancellation)
    {
        if (host.Health.IsEmpty)
            return (null, $"{host.Name} has no health questions in the inventory.");
        var (answers, fault) = await _interview.AskAsync(host, host.Health, cancellation);
        if (fault is not null)
            return (null, fault.Sentence);
        var bad = answers.Where(answer => !answer.Verdict.IsHealthy).ToList();
        return bad.Count == 0
            ? (answers.Aggregate(Facts.Empty, (all, one) => all.SetItem(one.Text, one.Verdict.Observed)), null)
            : (null, string.Join(' ', bad.Select(PreflightAdvice.Of)));
    }
}
