using System.Diagnostics.CodeAnalysis;

namespace OlUpgrade.Slack.Client;

/// <summary>What became of a call: the value, or why there is none. Networks and refusals never throw.</summary>
public sealed record SlackReply<T>
{
    private SlackReply(T? value, SlackFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    public SlackFailure? Failure { get; }

    /// <summary>True when Slack answered; the value of a search may still be null.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsGood => Failure is null;

    public static SlackReply<T> Good(T value) => new(value, null);

    public static SlackReply<T> Bad(SlackFailure failure) => new(default, failure);

    /// <summary>Goes on with the value, or passes the failure on.</summary>
    internal SlackReply<TNext> Then<TNext>(Func<T, SlackReply<TNext>> next) =>
        IsGood ? next(Value!) : SlackReply<TNext>.Bad(Failure);
}
