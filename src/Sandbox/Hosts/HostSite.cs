using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The simulated hosts of the demo over HTTP: a page, GET /_sandbox/hosts, and under /_sandbox/hosts/NAME/ what can be
/// done to one: POST and DELETE <c>faults</c>, POST <c>power</c>, POST <c>repair</c>. POSTs must be JSON, which no
/// foreign page can send.
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
            || JsonText.Object(request.Body) is not { } wish
        )
            return Problem(400, "send a JSON object by POST, for example {\"fault\":\"never-back\"}");
        else if (Do(host, act, wish) is { } problem)
            return Problem(400, problem);
        return EmulatedReply.Json(200, _view.Of(host));
    }

    private static string? Do(SimulatedHost host, string act, JsonObject wish)
    {
        switch (act)
        {
            case "faults":
                return HostDesk.Arm(host, wish);
            case "power":
                return HostDesk.Switch(host, wish);
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
