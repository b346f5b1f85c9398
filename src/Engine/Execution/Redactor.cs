using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Removes secrets, by value, from everything that is stored or shown. Values shorter than 8 characters are too common
/// to replace; the settings reject such secrets.
/// </summary>
public sealed class Redactor(IEnumerable<string> secrets)
{
    public const int ShortestSecret = 8;
    private const string Removed = "[secret removed]";

    private readonly ImmutableArray<string> _secrets =
    [
        .. secrets
            .SelectMany(secret => secret.Split('\n', StringSplitOptions.TrimEntries))
            .Where(secret => secret.Length >= ShortestSecret)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(secret => secret.Length),
    ];

    public static Redactor None { get; } = new([]);

    public string Clean(string text) =>
        _secrets.Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, Removed, StringComparison.Ordinal));

    public Facts Clean(Facts facts) => facts.ToImmutableSortedDictionary(fact => fact.Key, fact => Clean(fact.Value));

    public Outcome Clean(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded done => new Outcome.Succeeded(Clean(done.Evidence)),
            Outcome.Failed failed => new Outcome.Failed(
                failed.Failure with
                {
                    Sentence = Clean(failed.Failure.Sentence),
                },
                Clean(failed.Evidence)
            ),
            Outcome.Unknown unknown => new Outcome.Unknown(Clean(unknown.Sentence)),
            _ => outcome,
        };

    public ProbeAnswer Clean(ProbeAnswer answer) =>
        answer switch
        {
            ProbeAnswer.Happened happened => new ProbeAnswer.Happened(Clean(happened.Outcome)),
            ProbeAnswer.DidNotHappen not => new ProbeAnswer.DidNotHappen(Clean(not.Sentence)),
            ProbeAnswer.CannotTell doubt => new ProbeAnswer.CannotTell(Clean(doubt.Sentence)),
            ProbeAnswer.CannotAsk doubt => new ProbeAnswer.CannotAsk(Clean(doubt.Sentence)),
            _ => answer,
        };
}
