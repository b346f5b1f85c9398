using System.Text.Json.Nodes;

namespace OlUpgrade.Slack.Messages;

/// <summary>A form in the shape that <c>views.open</c> takes.</summary>
internal static class SlackForms
{
    private const int MaxReasonLength = 500;

    public static JsonObject ViewOf(SlackForm form) =>
        new()
        {
            ["type"] = "modal",
            ["callback_id"] = form.Name,
            ["private_metadata"] = form.Value,
            ["title"] = Plain(form.Title),
            ["submit"] = Plain(form.Submit),
            ["close"] = Plain("Cancel"),
            ["blocks"] = new JsonArray([
                new JsonObject
                {
                    ["type"] = "section",
                    ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = form.Says },
                },
                .. form.Fields.Select(Input),
            ]),
        };

    private static JsonObject Input(SlackField field) =>
        new()
        {
            ["type"] = "input",
            ["block_id"] = field.Name,
            ["optional"] = !field.IsNeeded,
            ["label"] = Plain(field.Label),
            ["element"] = field.Choices.IsEmpty
                ? new JsonObject
                {
                    ["type"] = "plain_text_input",
                    ["action_id"] = field.Name,
                    ["max_length"] = MaxReasonLength,
                }
                : new JsonObject
                {
                    ["type"] = "static_select",
                    ["action_id"] = field.Name,
                    ["options"] = new JsonArray([.. field.Choices.Select(Option)]),
                },
        };

    private static JsonObject Option(string choice) => new() { ["text"] = Plain(choice), ["value"] = choice };

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };
}
