namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>
/// A room is a folder directly below a project, with everything inside it: <c>Storage</c> and <c>Storage.Sqlite</c> are
/// one, because a folder and its subfolders are written and read together. The project's own folder is a room too.
/// </summary>
internal static class Rooms
{
    /// <summary>The room of a namespace; null for one of another project or of the compiler's.</summary>
    public static string? Of(string ns, string root)
    {
        if (ns == root)
            return root;
        if (!ns.StartsWith($"{root}.", StringComparison.Ordinal))
            return null;
        var end = ns.IndexOf('.', root.Length + 1);
        return end < 0 ? ns : ns[..end];
    }
}
