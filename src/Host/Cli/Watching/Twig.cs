using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A stage, host or step in the tree of a run: how it stands, in a sign and a few words, and what is within.</summary>
internal sealed record Twig(TwigMark Mark, string Name, string Words, params ImmutableArray<Twig> Twigs)
{
    /// <summary>Neighbours that are all done, or all wait, become one that counts them.</summary>
    public static ImmutableArray<Twig> Counted(IReadOnlyList<Twig> twigs, string what)
    {
        var counted = ImmutableArray.CreateBuilder<Twig>();
        for (var at = 0; at < twigs.Count;)
        {
            var mark = twigs[at].Mark;
            var alike = mark is TwigMark.Done or TwigMark.Waiting
                ? twigs.Skip(at).TakeWhile(twig => twig.Mark == mark).Count()
                : 1;
            counted.Add(alike == 1 ? twigs[at] : new Twig(mark, $"{alike} {what}", mark == TwigMark.Done ? "done" : "to come"));
            at += alike;
        }

        return counted.ToImmutable();
    }
}
