namespace OlUpgrade.Spec.House.Sources;

/// <summary>A folder holds at most 45 C# files, not counting those of its subfolders.</summary>
internal static class FolderSize
{
    public const int Max = 45;

    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. from folder in files.GroupBy(file => file.Folder)
            where folder.Count() > Max
            select new Violation(
                folder.Key,
                0,
                $"{folder.Count()} C# files; give an idea a subfolder of its own, {Max} are allowed",
                folder.Key
            ),
        ];
}
