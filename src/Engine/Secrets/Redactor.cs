using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Runs;

namespace OlUpgrade.Secrets;

/// <summary>
/// Removes secrets from everything that is stored or shown: by value, in the usual encodings (<c>SecretForms</c>), in
/// pieces of 16 characters as a cut leaves them, and by the looks of tokens that it does not know. Values shorter than
/// 8 characters are too common to replace; the settings reject such secrets. Clean before a text is cut: a shorter
/// piece is not found.
/// </summary>
public sealed class Redactor
{
    public const int ShortestSecret = 8;

    private const string Removed = "[secret removed]";
    private const int PieceLength = 16;

    /// <summary>Of longer secrets, which are private keys, not every piece is looked for.</summary>
    private const int LongestToken = 256;

    private readonly ImmutableArray<string> _secrets;
    private readonly SearchValues<string>? _pieces;

    /// <summary>Knows these secrets, and each of their lines.</summary>
    public Redactor(IEnumerable<string> secrets)
    {
        var values = secrets.ToList();
        List<string> lines =
        [
            .. values
                .SelectMany(secret => secret.Split('\n', StringSplitOptions.TrimEntries))
                .Where(secret => secret.Length >= ShortestSecret)
                .Distinct(StringComparer.Ordinal),
        ];
        _secrets =
        [
            .. lines
                .SelectMany(SecretForms.Whole)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(secret => secret.Length),
        ];
        var pieces = lines
            .Where(line => !line.StartsWith("-----", StringComparison.Ordinal))
            .Concat(values.Where(value => value.Length >= ShortestSecret).SelectMany(SecretForms.WithinBase64))
            .SelectMany(PiecesOf)
            .ToHashSet(StringComparer.Ordinal);
        _pieces = pieces.Count == 0 ? null : SearchValues.Create([.. pieces], StringComparison.Ordinal);
    }

    public static Redactor None { get; } = new([]);

    public string Clean(string text)
    {
        var known = _secrets.Aggregate(text, (cleaned, secret) =>
            cleaned.Replace(secret, Removed, StringComparison.Ordinal)
        );
        return KnownTokens.Remove(WithoutPieces(known), Removed);
    }

    /// <summary>True for a text of which something would be removed.</summary>
    public bool Finds(string text) => !string.Equals(Clean(text), text, StringComparison.Ordinal);

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

    /// <summary>A piece goes with all that it is part of: the rest of a token, or of a line of base64.</summary>
    private string WithoutPieces(string text)
    {
        if (_pieces is null || text.AsSpan().IndexOfAny(_pieces) < 0)
            return text;
        var cleaned = new StringBuilder();
        var done = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, done))
        {
            var start = at;
            while (start > done && IsOfToken(text[start - 1]))
                start--;
            var end = at + PieceLength;
            while (end < text.Length && (IsOfToken(text[end]) || text[end] == '='))
                end++;
            cleaned.Append(text, done, start - done).Append(Removed);
            done = end;
        }

        return cleaned.Append(text, done, text.Length - done).ToString();
    }

    private int Next(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(_pieces!);
        return at < 0 ? -1 : from + at;
    }

    private static IEnumerable<string> PiecesOf(string form)
    {
        var stride = form.Length <= LongestToken ? 1 : PieceLength / 2;
        for (var at = 0; at + PieceLength <= form.Length; at += stride)
            yield return form[at..(at + PieceLength)];
    }

    private static bool IsOfToken(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';
}
