using System.Diagnostics.CodeAnalysis;

namespace OlUpgrade.GitHub;

/// <summary>The result of a call: a value or a failure. Neither the network nor a refusal throws.</summary>
public sealed record GitHubReply<T>
{
    private GitHubReply(T? value, GitHubFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    /// <summary>Null if the call succeeded.</summary>
    public GitHubFailure? Failure { get; }

    /// <summary>True if the call succeeded; the value of a search may still be null.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsGood => Failure is null;

    public static GitHubReply<T> Good(T value) => new(value, null);

    public static GitHubReply<T> Bad(GitHubFailure failure) => new(default, failure);

    /// <summary>Maps the value, or passes the failure on.</summary>
    internal GitHubReply<TNext> Select<TNext>(Func<T, TNext> next) =>
        IsGood ? GitHubReply<TNext>.Good(next(Value!)) : GitHubReply<TNext>.Bad(Failure);
}
