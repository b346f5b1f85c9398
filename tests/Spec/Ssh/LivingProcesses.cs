namespace OlUpgrade.Spec.Ssh;

/// <summary>The processes of this machine, from /proc. One that ends while they are read is left out.</summary>
internal static class LivingProcesses
{
    public static IReadOnlyList<(int Id, string Name, int Parent)> All()
    {
        var found = new List<(int, string, int)>();
        foreach (var (id, stat) in Read("stat"))
        {
            var name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (rest[0] != "Z")
                found.Add((id, name, int.Parse(rest[1])));
        }

        return found;
    }

    public static bool AnyCommandLineHas(string text) =>
        Read("cmdline").Any(one => one.Text.Contains(text, StringComparison.Ordinal));

    private static IEnumerable<(int Id, string Text)> Read(string file)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var text = int.TryParse(Path.GetFileName(folder), out var id) ? TryRead(Path.Combine(folder, file)) : "";
            if (text.Length > 0)
                yield return (id, text);
        }
    }

    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
