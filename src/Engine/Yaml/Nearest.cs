namespace OlUpgrade.Yaml;

/// <summary>Guesses which known word a mistyped word was meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// A clause to append to a sentence, such as <c>; did you mean `limit`?</c>; empty if no word is close.
    /// </summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        To(word, known) is { } near ? $"; did you mean `{near}`?" : "";

    /// <summary>
    /// The known word with the fewest typing errors: at most two, and at most half of its length. Null if none is that
    /// close.
    /// </summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= 2)
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(guess => guess.distance <= Math.Min(2, guess.candidate.Length / 2))
            .OrderBy(guess => guess.distance)
            .Select(guess => guess.candidate)
            .FirstOrDefault();

    /// <summary>The Levenshtein distance.</summary>
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (row, letter) in from.Index())
        {
            var current = new int[to.Length + 1];
            current[0] = row + 1;
            for (var column = 0; column < to.Length; column++)
            {
                var replaced = previous[column] + (letter == to[column] ? 0 : 1);
                current[column + 1] = Math.Min(replaced, 1 + Math.Min(previous[column + 1], current[column]));
            }

            previous = current;
        }

        return previous[^1];
    }
}
