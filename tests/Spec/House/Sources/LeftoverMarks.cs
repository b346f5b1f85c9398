using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>No comment puts work off: what is to be done is an issue.</summary>
internal static partial class LeftoverMarks
{
    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. from file in files
            where Mark().IsMatch(file.Text)
            from trivia in file.Root.DescendantTrivia()
            where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
            where Mark().IsMatch(trivia.ToString())
            select Violation.In(
                file.Path,
                file.LineOf(trivia.Token),
                "the comment puts work off; do it, or open an issue"
            ),
        ];

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
