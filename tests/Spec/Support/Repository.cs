namespace OlUpgrade.Spec.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>The project's source files, without generated ones.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        folders
            .SelectMany(folder => Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file =>
                !file.Contains("/Migrations/", StringComparison.Ordinal)
                && !file.Contains("/obj/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "OlUpgrade.sln"))
            ? folder
            : Find(
                System.IO.Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("The tests must run inside a checkout.")
            );
}
