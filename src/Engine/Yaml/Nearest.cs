namespace OlUpgrade.Yaml;

/// <summary>Guesses which known word a mistyped one was meant to be.</summary>
public static class Nearest
{
    /// <summary>A clause to put after a sentence, such as <c>; did you mean `limit`?</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        To(word, known) is { } near ? $"; did you mean `{near}`?" : "";

    /// <summary>The known word that fewest typing mistakes lead to, when they are few enough for its length.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= 2)
            .Select(candidate => (candidate, mistakes: Mistakes(word, candidate)))
            .Where(guess => guess.mistakes <= Math.Min(2, guess.candidate.Length / 2))
            .OrderBy(guess => guess.mistakes)
            .Select(guess => guess.candidate)
            .FirstOrDefault();

    private static int Mistakes(string from, string to)
    {
        var before = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (row, letter) in from.Index())
        {
            var now = new int[to.Length + 1];
            now[0] = row + 1;
            for (var column = 0; column < to.Length; column++)
            {
                var changed = before[column] + (letter == to[column] ? 0 : 1);
                now[column + 1] = Math.Min(changed, 1 + Math.Min(before[column + 1], now[column]));
            }

            before = now;
        }

        return before[^1];
    }
}
