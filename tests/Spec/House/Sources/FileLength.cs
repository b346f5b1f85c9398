namespace OlUpgrade.Spec.House.Sources;

/// <summary>A file has at most 300 lines.</summary>
internal static class FileLength
{
    public const int Max = 300;

    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. files
                .Where(file => LinesOf(file) > Max)
                .Select(file =>
                    Violation.In(file.Path, 0, $"{LinesOf(file)} lines; move an idea of its own out, {Max} are allowed")
                ),
        ];

    private static int LinesOf(SourceFile file) =>
        file.Lines[^1].Length == 0 ? file.Lines.Length - 1 : file.Lines.Length;
}
