using OlUpgrade.Hosts;

namespace OlUpgrade.Spec.Ssh;

/// <summary>A host for tests in which only its name matters.</summary>
internal static class SomeHost
{
    public static Host Of(string name) =>
        new(
            Name: name,
            TodaysName: name + "0",
            Role: "web",
            Address: "192.0.2.1",
            Port: 22,
            User: "root",
            JumpHost: null,
            Become: false,
            Ledger: "/var/lib/olupgrade",
            Containers: ["openlibrary-web-1"],
            BringUp: null,
            Health: []
        );
}
