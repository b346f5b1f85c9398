using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The demo's simulated hosts over HTTP: their page, the list at /_sandbox/hosts, and actions on one host under
/// /_sandbox/hosts/NAME/: POST and DELETE <c>faults</c>, POST <c>power</c>, POST <c>repair</c>. A POST must be JSON,
/// which no page of another origin can send.
/// </summary>
internal sealed class HostSite(SimulatedFleet fleet) : IEmulatedSite
{
    private const string Root = "/_sandbox/hosts";

    private readonly EmbeddedPage _files = new("Hosts");
    private readonly HostView _view = new(fleet);

    public EmulatedReply Handle(EmulatedRequest request)
    {
        if (request.Is("GET") && _files.File(request.Path) is { } file)
            return file;
        return request.Path.Split('/') switch
        {
            _ when request.Path == Root && request.Is("GET") => EmulatedReply.Json(200, _view.All()),
            ["", "_sandbox", "hosts", var name, var act] => fleet.Find(name) is { } host
                ? On(host, act, request)
                : Problem(404, $"there is no host {name}; GET {Root} lists them"),
            _ => Problem(404, $"GET {Root}, or POST {Root}/NAME/faults, /power, /repair"),
        };
    }

    private EmulatedReply On(SimulatedHost host, string act, EmulatedRequest request)
    {
        if (act == "faults" && request.Is("DELETE"))
            host.Faults.Clear();
        else if (act == "faults" && request.Is("GET"))
            return EmulatedReply.Json(200, _view.Of(host));
        else if (
            !request.Is("POST")
            || request.MediaType != "application/json"
            || JsonText.Object(request.Body) is not { } body
        )
            return Problem(400, "send a JSON object by POST, for example {\"fault\":\"never-back\"}");
        else if (Do(host, act, body) is { } problem)
            return Problem(400, problem);
        return EmulatedReply.Json(200, _view.Of(host));
    }

    private static string? Do(SimulatedHost host, string act, JsonObject body)
    {
        switch (act)
        {
            case "faults":
                return HostSwitches.Arm(host, body);
            case "power":
                return HostSwitches.Switch(host, body);
            case "repair":
                lock (host.Gate)
                    Repair.Host(host);
                return null;
            default:
                return "only faults, power and repair can be done to a host";
        }
    }

    private static EmulatedReply Problem(int status, string sentence) =>
        EmulatedReply.Json(status, new JsonObject { ["error"] = sentence });
}
