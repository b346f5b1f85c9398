using OlUpgrade.Hosts;

namespace OlUpgrade.Spec.Ssh;

/// <summary>Hosts for tests of the shell.</summary>
internal static class SomeHost
{
    public static Host Of(string name) => new(
        name, name + "0", "web", "192.0.2.1", 22, "root", null, false, "/var/lib/olupgrade", ["openlibrary-web-1"], null, []);
}
