using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>A switch over the cases of a closed set.</summary>
/// <param name="Named">The cases that it names.</param>
/// <param name="Rest">What takes those that it does not name; null where nothing does.</param>
internal sealed record ClosedSwitch(SyntaxNode Node, ClosedSet Set, IReadOnlySet<string> Named, SyntaxNode? Rest)
{
    /// <summary>True where the rest is a bug and says so.</summary>
    public bool IsLoud =>
        Rest switch
        {
            SwitchExpressionArmSyntax arm => arm.Expression is ThrowExpressionSyntax,
            SwitchSectionSyntax section => section.Statements.FirstOrDefault() is ThrowStatementSyntax,
            _ => false,
        };

    /// <summary>True where a comment on the arm's line, or right above it, says why the rest is alike.</summary>
    public bool IsExplained => Rest is not null && (HasComment(Rest.GetLeadingTrivia()) || HasComment(After(Rest)));

    public static IEnumerable<ClosedSwitch> In(SourceFile file, IReadOnlyCollection<ClosedSet> sets)
    {
        foreach (var node in file.Mentions("switch") ? file.Nodes<SyntaxNode>() : [])
        {
            var types = node switch
            {
                SwitchExpressionSyntax one => one.Arms.SelectMany(arm => Types(arm.Pattern)),
                SwitchStatementSyntax one => one.Sections.SelectMany(section => section.Labels).SelectMany(Types),
                _ => [],
            };
            var named = types.Select(type => CaseOf(type, node, sets)).OfType<(ClosedSet Set, string Case)>().ToList();
            foreach (var set in named.GroupBy(one => one.Set, one => one.Case))
                yield return new(node, set.Key, set.ToHashSet(), RestOf(node));
        }
    }

    private static SyntaxNode? RestOf(SyntaxNode node) =>
        node switch
        {
            SwitchExpressionSyntax one => one.Arms.FirstOrDefault(arm =>
                arm.WhenClause is null && TakesAll(arm.Pattern)
            ),
            SwitchStatementSyntax one => one.Sections.FirstOrDefault(section =>
                section.Labels.Any(label => label is DefaultSwitchLabelSyntax)
            ),
            _ => null,
        };

    private static bool TakesAll(PatternSyntax pattern) =>
        pattern switch
        {
            DiscardPatternSyntax or VarPatternSyntax => true,
            RecursivePatternSyntax { Type: null, PropertyPatternClause: null or { Subpatterns.Count: 0 } } tuple =>
                tuple.PositionalPatternClause?.Subpatterns.All(part => TakesAll(part.Pattern)) != false,
            _ => false,
        };

    private static IEnumerable<ExpressionOrPatternSyntax> Types(SwitchLabelSyntax label) =>
        label switch
        {
            CasePatternSwitchLabelSyntax one => Types(one.Pattern),
            CaseSwitchLabelSyntax one => [one.Value],
            _ => [],
        };

    /// <summary>The types that a pattern names of the value itself, or of a part of a tuple.</summary>
    private static IEnumerable<ExpressionOrPatternSyntax> Types(PatternSyntax pattern) =>
        pattern switch
        {
            DeclarationPatternSyntax one => [one.Type],
            TypePatternSyntax one => [one.Type],
            ConstantPatternSyntax one => [one.Expression],
            RecursivePatternSyntax { Type: { } type } => [type],
            RecursivePatternSyntax { PositionalPatternClause: { } tuple } => tuple.Subpatterns.SelectMany(part =>
                Types(part.Pattern)
            ),
            BinaryPatternSyntax one => Types(one.Left).Concat(Types(one.Right)),
            ParenthesizedPatternSyntax one => Types(one.Pattern),
            _ => [],
        };

    private static (ClosedSet, string)? CaseOf(
        ExpressionOrPatternSyntax type,
        SyntaxNode node,
        IReadOnlyCollection<ClosedSet> sets
    )
    {
        var (outer, name) = type switch
        {
            QualifiedNameSyntax one => (one.Left.ToString(), one.Right.Identifier.ValueText),
            MemberAccessExpressionSyntax one => (one.Expression.ToString(), one.Name.Identifier.ValueText),
            IdentifierNameSyntax one => (Around(node), one.Identifier.ValueText),
            _ => ("", ""),
        };
        var set = sets.FirstOrDefault(set =>
            set.Name == outer[(outer.LastIndexOf('.') + 1)..] && set.Cases.Contains(name)
        );
        return set is null ? null : (set, name);
    }

    private static string Around(SyntaxNode node) =>
        node.Ancestors().OfType<RecordDeclarationSyntax>().LastOrDefault()?.Identifier.ValueText ?? "";

    private static SyntaxTriviaList After(SyntaxNode arm) =>
        arm.GetLastToken().GetNextToken() is var comma && comma.IsKind(SyntaxKind.CommaToken)
            ? comma.TrailingTrivia
            : arm.GetTrailingTrivia();

    private static bool HasComment(SyntaxTriviaList trivia) =>
        trivia.Any(one => one.IsKind(SyntaxKind.SingleLineCommentTrivia));
}
