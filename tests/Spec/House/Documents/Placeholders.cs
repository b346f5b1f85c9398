using System.Text.RegularExpressions;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>
/// A documented command with values for its placeholders, twice: without its optional parts and with all of them.
/// </summary>
internal static partial class Placeholders
{
    public static IEnumerable<string> Filled(string command) =>
        new[]
        {
            Fill(WithoutOptional(command)),
            Fill(command.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)),
        }.Distinct();

    private static string WithoutOptional(string command)
    {
        for (
            var shorter = Optional().Replace(command, "");
            shorter != command;
            shorter = Optional().Replace(command, "")
        )
            command = shorter;
        return command;
    }

    private static string Fill(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where((word, at) => !IsMoreOfTheSame(words, at)).Select(Value));
    }

    /// <summary>Three dots after an option stand for its value; elsewhere they mean "and so on".</summary>
    private static bool IsMoreOfTheSame(string[] words, int at) =>
        words[at] == "…" && !(at > 0 && words[at - 1].StartsWith("--", StringComparison.Ordinal));

    private static string Value(string word) =>
        word.TrimEnd('…') switch
        {
            "" => "because",
            "RUN" => "7",
            "DIGEST" => "0123456789ab",
            "k=v" or "key=value" => "key=value",
            "a,b" => "ol-web1,ol-web2",
            "SHA256:" => "SHA256:AAAA",
            var choice when choice.Contains('|', StringComparison.Ordinal) => Value(choice.Split('|')[0]),
            var name when Capitals().IsMatch(name) => name.ToLowerInvariant(),
            var plain => plain,
        };

    [GeneratedRegex(@"\s?\[[^\[\]]*\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Optional();

    [GeneratedRegex("^\"?[A-Z]+\"?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capitals();
}
