namespace OlUpgrade.Hosting.Workflows;

/// <summary>Keeps reads of a folder inside it: a symbolic link must not lead to another file of the machine.</summary>
internal static class InsideFolder
{
    private const int MaxLinks = 40;

    /// <summary>Why the file is not read, as a sentence; null if it stays inside.</summary>
    public static string? ProblemOf(string folder, string file)
    {
        var (root, target) = (Resolved(folder), Resolved(file));
        if (root is null || target is null)
            return "It is a symbolic link that leads nowhere, or in a circle. Put the file itself here.";
        return target.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? null
            : "It is a symbolic link that leads out of the folder. It is not read; put the file itself here.";
    }

    /// <summary>True if the other folder is this one, or in it, whatever links lead there.</summary>
    public static bool Holds(string folder, string other) =>
        (Resolved(folder), Resolved(other)) is ({ } root, { } target)
        && (target == root || target.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>The path without any link in it; null if there are too many or one leads nowhere.</summary>
    private static string? Resolved(string path)
    {
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var resolved = Path.GetPathRoot(Path.GetFullPath(path))!;
        for (var links = 0; rest.TryPop(out var part); )
        {
            var next = Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                if (!Path.Exists(next))
                    return null;
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;
            var whole = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(whole)!;
            foreach (var one in Parts(whole))
                rest.Push(one);
        }

        return resolved;
    }

    /// <summary>Last part first, as a stack takes them.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();
}
