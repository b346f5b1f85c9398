using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// A message in Block Kit: its mark-up as sections within Slack's limits, its buttons, and a small line at the end.
/// What does not fit is cut, with a pointer to the rest.
/// </summary>
internal static class SlackBlocks
{
    /// <summary>A section takes 3,000 characters; closing and reopening a fence needs a few.</summary>
    private const int SectionRoom = 2_900;

    /// <summary>A message takes 50 blocks: some are left for buttons, the last line and the pointer.</summary>
    private const int MaxSections = 46;

    private const string Fence = "```";

    /// <summary>The blocks, in order.</summary>
    /// <param name="rest">Where the rest is, if something is cut.</param>
    /// <param name="last">A small line at the end; null for none.</param>
    public static JsonArray Of(string markup, string rest, ImmutableArray<SlackButton> buttons, string? last)
    {
        var sections = Sections(markup);
        var blocks = new JsonArray([.. sections.Take(MaxSections).Select(Section)]);
        if (sections.Count > MaxSections)
            blocks.Add(Context($"_Cut here; {rest}_"));
        if (!buttons.IsEmpty)
            blocks.Add(
                new JsonObject
                {
                    ["type"] = "actions",
                    ["block_id"] = "choices",
                    ["elements"] = new JsonArray([.. buttons.Select(Button)]),
                }
            );
        if (last is not null)
            blocks.Add(Context(last));
        return blocks;
    }

    /// <summary>The mark-up in pieces, each ending with a line and with its fences closed.</summary>
    internal static IReadOnlyList<string> Sections(string markup)
    {
        var sections = new List<string>();
        var section = "";
        var isFenced = false;
        foreach (var line in markup.Split('\n').SelectMany(Pieces))
        {
            if (section.Length + line.Length > SectionRoom)
            {
                sections.Add(isFenced ? section + Fence : section.TrimEnd('\n'));
                section = isFenced ? $"{Fence}\n" : "";
            }

            section += $"{line}\n";
            isFenced ^= (line.Split(Fence).Length - 1) % 2 == 1;
        }

        sections.Add(section.TrimEnd('\n'));
        return [.. sections.Where(one => !string.IsNullOrWhiteSpace(one))];
    }

    private static IEnumerable<string> Pieces(string line)
    {
        const int longest = SectionRoom / 2;
        while (line.Length > longest)
        {
            var piece = SlackText.Cut(line, longest);
            yield return piece;
            line = line[piece.Length..];
        }

        yield return line;
    }

    private static JsonObject Section(string markup) => new() { ["type"] = "section", ["text"] = Markup(markup) };

    private static JsonObject Context(string markup) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(Markup(markup)) };

    private static JsonObject Markup(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    private static JsonObject Button(SlackButton button)
    {
        var json = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = button.Action,
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = button.Label },
            ["value"] = button.Value,
        };
        if (button.Style != SlackButtonStyle.Plain)
            json["style"] = button.Style == SlackButtonStyle.Primary ? "primary" : "danger";
        return json;
    }
}
