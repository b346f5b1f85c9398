using System.Diagnostics.CodeAnalysis;

namespace OlUpgrade.GitHub;

/// <summary>What became of a call: the value, or why there is none. Networks and refusals never throw.</summary>
public sealed record GitHubReply<T>
{
    private GitHubReply(T? value, GitHubFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    public GitHubFailure? Failure { get; }

    /// <summary>True when GitHub answered; the value of a search may still be null.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsGood => Failure is null;

    public static GitHubReply<T> Good(T value) => new(value, null);

    public static GitHubReply<T> Bad(GitHubFailure failure) => new(default, failure);

    /// <summary>Goes on with the value, or passes the failure on.</summary>
    internal GitHubReply<TNext> Select<TNext>(Func<T, TNext> next) =>
        IsGood ? GitHubReply<TNext>.Good(next(Value!)) : GitHubReply<TNext>.Bad(Failure);
}
