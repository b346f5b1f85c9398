using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// A fault that strikes the next <paramref name="Times"/> requests whose "METHOD path" contains
/// <paramref name="Match"/>.
/// </summary>
/// <param name="Acts">True if the request is carried out before the fault strikes.</param>
internal sealed record ArmedFault(string Name, string Match, int Times, bool Acts, EmulatedReply Reply)
{
    public bool Strikes(EmulatedRequest request) =>
        $"{request.Method} {request.Path}".Contains(Match, StringComparison.OrdinalIgnoreCase);

    public JsonObject ToJson() =>
        new()
        {
            ["fault"] = Name,
            ["match"] = Match,
            ["times"] = Times,
            ["status"] = Reply.Status,
        };
}
