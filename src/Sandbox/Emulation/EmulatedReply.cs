using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>One HTTP response as text, or the connection fault that swallowed it.</summary>
public sealed record EmulatedReply(int Status, ImmutableDictionary<string, string> Headers, string Body)
{
    private static readonly ImmutableDictionary<string, string> NoHeaders = ImmutableDictionary.Create<string, string>(
        StringComparer.OrdinalIgnoreCase
    );

    public ConnectionFault Fault { get; init; }

    internal static EmulatedReply AnswerLost { get; } = new(0, NoHeaders, "") { Fault = ConnectionFault.AnswerLost };

    internal static EmulatedReply AnswerHeld { get; } = new(0, NoHeaders, "") { Fault = ConnectionFault.AnswerHeld };

    internal static EmulatedReply Unreachable { get; } = new(0, NoHeaders, "") { Fault = ConnectionFault.Unreachable };

    internal static EmulatedReply Empty(int status) => new(status, NoHeaders, "");

    internal static EmulatedReply Json(int status, JsonNode body) =>
        Text(status, body.ToJsonString(), "application/json; charset=utf-8");

    internal static EmulatedReply Text(int status, string body, string type = "text/plain; charset=utf-8") =>
        new(status, NoHeaders.Add("Content-Type", type), body);

    internal EmulatedReply With(string header, string value) => this with { Headers = Headers.SetItem(header, value) };
}
