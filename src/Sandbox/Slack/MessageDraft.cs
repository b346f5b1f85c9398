using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>Reads the content arguments of a message and refuses what Slack refuses.</summary>
internal static partial class MessageDraft
{
    public const int PostLimit = 40_000;
    public const int UpdateLimit = 4_000;
    private const int BlockLimit = 50;
    private const int MetadataLimit = 8_000;

    /// <summary>Reads the content. Returns null, or the refusal.</summary>
    /// <param name="kept">The content that an update keeps where it gives none; null for a new message.</param>
    public static JsonObject? Read(
        SlackArguments arguments,
        int textLimit,
        SlackContent? kept,
        out SlackContent content
    )
    {
        content = new SlackContent("");
        if (!HasContent(arguments, kept))
            return SlackAnswer.Refuse("no_text");
        var text = arguments.Text("text") ?? kept?.Text ?? "";
        if (text.EnumerateRunes().Count() > textLimit)
            return SlackAnswer.Refuse("msg_too_long");
        if (ReadBlocks(arguments, out var blocks) is { } badBlocks)
            return badBlocks;
        if (ReadMetadata(arguments, out var metadata) is { } badMetadata)
            return badMetadata;

        content = new SlackContent(EscapeAmpersands(text), blocks, metadata ?? kept?.Metadata);
        return null;
    }

    private static bool HasContent(SlackArguments arguments, SlackContent? kept) =>
        !string.IsNullOrWhiteSpace(arguments.Text("text"))
        || IsGiven(arguments, "blocks")
        || IsGiven(arguments, "attachments")
        || (kept is not null && (arguments.Has("metadata") || arguments.Has("blocks")));

    /// <summary>An empty list counts as not given; a value that is not a list is refused later.</summary>
    private static bool IsGiven(SlackArguments arguments, string name) =>
        arguments.Has(name) && arguments.Structure(name) is not JsonArray { Count: 0 };

    private static JsonObject? ReadBlocks(SlackArguments arguments, out JsonArray? blocks)
    {
        blocks = null;
        if (!arguments.Has("blocks"))
            return null;
        if (arguments.Structure("blocks") is not JsonArray array)
            return SlackAnswer.Refuse("invalid_blocks_format");
        if (array.Count > BlockLimit)
            return SlackAnswer.Refuse(
                "invalid_blocks",
                $"no more than {BlockLimit} items allowed [json-pointer:/blocks]"
            );
        if (BlockRules.FaultOf(array, inView: false) is { } found)
            return SlackAnswer.Refuse("invalid_blocks", found);

        blocks = array.Count == 0 ? null : BlockIds.Fill(array);
        return null;
    }

    private static JsonObject? ReadMetadata(SlackArguments arguments, out JsonObject? metadata)
    {
        metadata = null;
        if (!arguments.Has("metadata"))
            return null;
        if (
            arguments.Structure("metadata") is not JsonObject given
            || string.IsNullOrEmpty(JsonText.String(given["event_type"]))
            || given["event_payload"] is not JsonObject
        )
            return SlackAnswer.Refuse("invalid_metadata_format");
        if (given.Any(pair => pair.Key is not ("event_type" or "event_payload" or "entities")))
            return SlackAnswer.Refuse("invalid_metadata_schema");
        if (Encoding.UTF8.GetByteCount(given.ToJsonString()) > MetadataLimit)
            return SlackAnswer.Refuse("metadata_too_large");

        metadata = given;
        return null;
    }

    private static string EscapeAmpersands(string text) => BareAmpersand().Replace(text, "&amp;");

    [GeneratedRegex("&(?!(amp|lt|gt);)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex BareAmpersand();
}
