using System.Globalization;
using OlUpgrade.Hosting.Decisions;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// How fast one person may give commands in Slack: 20 at once, and one more every 2 s. What is beyond that costs
/// nothing but the answer, so that nobody delays the commands of others.
/// </summary>
public sealed class CommandPace(TimeProvider time)
{
    public const int Burst = 20;

    private readonly RateLimit _limit = new(Burst, Burst * TimeSpan.FromSeconds(2), time);

    /// <summary>What the person is answered; null if the command is within the limit.</summary>
    public string? Refusal(string userId) =>
        _limit.Take(userId) is { } wait
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"You gave more than {Burst} commands at once. Try again in {Math.Ceiling(wait.TotalSeconds)} s."
            )
            : null;
}
