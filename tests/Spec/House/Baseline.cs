using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House;

/// <summary>A checked-in file that says how something is. A change shows line by line before it is accepted.</summary>
internal static class Baseline
{
    /// <summary>Fails if the file does not read like this.</summary>
    /// <param name="path">From the root of the repository.</param>
    public static void Reads(string path, string fresh)
    {
        var file = Repository.Path(path);
        if (Agreement.IsRewritten)
            File.WriteAllText(file, fresh);
        else
            Agreement.None(Differences(path, File.Exists(file) ? File.ReadAllText(file) : "", fresh));
    }

    /// <summary>The lines that are gone, and those that came in.</summary>
    public static IReadOnlyList<string> Differences(string path, string agreed, string fresh)
    {
        var (before, after) = (agreed.Split('\n'), fresh.Split('\n'));
        string[] changes =
        [
            .. Without(before, after).Select(line => $"- {line}"),
            .. Without(after, before).Select(line => $"+ {line}"),
        ];
        if (changes.Length > 0)
            return [$"{path} says otherwise:", .. changes];
        return agreed == fresh ? [] : [$"{path} has the same lines in another order"];
    }

    /// <summary>The lines beyond those of the other text, each as often as it is there more.</summary>
    private static IEnumerable<string> Without(string[] lines, string[] others)
    {
        var left = others.CountBy(line => line).ToDictionary();
        foreach (var line in lines)
        {
            if (left.GetValueOrDefault(line) == 0)
                yield return line;
            else
                left[line]--;
        }
    }
}
