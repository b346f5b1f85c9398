using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OlUpgrade.Spec.GitHub;

/// <summary>What of a Markdown text is live, as a parser that we did not write reads it.</summary>
internal static class LiveMarkdown
{
    private static readonly MarkdownPipeline GitHubs = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks(new AutoLinkOptions { AllowDomainWithoutPeriod = true })
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseFootnotes()
        .UseMathematics()
        .Build();

    /// <summary>The names of everything that is more than words, code and lists.</summary>
    public static IReadOnlyList<string> In(string markdown) =>
        [
            .. Markdown
                .Parse(markdown, GitHubs)
                .Descendants()
                .Where(one => !IsPlain(one))
                .Select(one => one.GetType().Name)
                .Distinct(),
        ];

    /// <summary>The addresses of all links and images.</summary>
    public static IReadOnlyList<string> Links(string markdown) =>
        [.. Markdown.Parse(markdown, GitHubs).Descendants<LinkInline>().Select(link => link.Url ?? "")];

    /// <summary>How many tasks are ticked.</summary>
    public static int Ticked(string markdown) =>
        Markdown.Parse(markdown, GitHubs).Descendants<TaskList>().Count(task => task.Checked);

    /// <summary>The text outside of code, as a reader sees it.</summary>
    public static string Words(string markdown) =>
        string.Join(
            '\n',
            Markdown
                .Parse(markdown, GitHubs)
                .Descendants<LeafBlock>()
                .Select(block => string.Concat((block.Inline?.Descendants<LeafInline>() ?? []).Select(Shown)))
        );

    private static string Shown(LeafInline one) =>
        one switch
        {
            LiteralInline words => words.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => "\n",
            _ => " ",
        };

    private static bool IsPlain(MarkdownObject one) =>
        one
            is (ParagraphBlock or FencedCodeBlock or CodeBlock or ListBlock or ListItemBlock or BlankLineBlock)
                or (LiteralInline or HtmlEntityInline or LineBreakInline or CodeInline)
        || one is ContainerInline and not (LinkInline or EmphasisInline);
}
