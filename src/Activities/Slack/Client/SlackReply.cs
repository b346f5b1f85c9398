using System.Diagnostics.CodeAnalysis;

namespace OlUpgrade.Slack.Client;

/// <summary>The result of a call: a value or a failure. Neither the network nor a refusal throws.</summary>
public sealed record SlackReply<T>
{
    private SlackReply(T? value, SlackFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    /// <summary>Null if the call succeeded.</summary>
    public SlackFailure? Failure { get; }

    /// <summary>True if the call succeeded; the value of a search may still be null.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsGood => Failure is null;

    public static SlackReply<T> Good(T value) => new(value, null);

    public static SlackReply<T> Bad(SlackFailure failure) => new(default, failure);

    /// <summary>Continues with the value, or passes the failure on.</summary>
    internal SlackReply<TNext> Then<TNext>(Func<T, SlackReply<TNext>> next) =>
        IsGood ? next(Value!) : SlackReply<TNext>.Bad(Failure);
}
