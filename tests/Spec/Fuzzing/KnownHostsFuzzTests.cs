using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>The pinned keys, and the keys that hosts present.</summary>
[Collection(FuzzCollection.Name)]
public sealed class KnownHostsFuzzTests
{
    private const string One = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICzJg2FgFmWQFomEiwGQmY38cUMZmXLfSVjQTYUo5LKY";
    private const string Two = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMFGkFI98B9hlfinor00gVv0oJIzA7EwaVlVy3JKIA7m";
    private const string Hashed = "|1|EMi0g+cxb8dUOkpAROSq+4aZQLk=|hSXLTUtEVjHKWy2lG0T4XbgiViI=";

    private static readonly IReadOnlyList<byte[]> Files = Seeds.Of(
        $"# hosts\nol-dev,10.0.0.1 {One} a comment\n[ol-web1]:2222 {Two}\n",
        $"{Hashed} {One}\n@revoked *.us.archive.org,!ol-dev {Two}\n@cert-authority * {One}\n",
        $"ol-dev {One}\nol-dev {Two}\n@revoked ol-???* {Two}\n\n"
    );

    private static readonly IReadOnlyList<byte[]> Keys =
    [
        Convert.FromBase64String(One.Split(' ')[1]),
        Convert.FromBase64String(Two.Split(' ')[1]),
        [0, 0, 0, 7, .. "ssh-rsa"u8, 0, 0, 0, 3, 1, 0, 1, 0, 0, 0, 4, 0, 0xC0, 1, 2],
    ];

    [Fact]
    [Parser("known-hosts")]
    public void Any_bytes_in_known_hosts_pin_a_key_or_nothing()
    {
        using var folder = new TempFolder();
        Fuzz.Holds(new("known-hosts", Files, bytes => Judge(bytes, folder.File("known_hosts"))));
    }

    [Fact]
    [Parser("host-keys")]
    public void Any_bytes_that_a_host_presents_are_a_key_or_none() => Fuzz.Holds(new("host-keys", Keys, Present));

    private static void Judge(byte[] bytes, string file)
    {
        var key = new HostKey("ssh-ed25519", One.Split(' ')[1]);
        File.WriteAllBytes(file, bytes);
        var known = KnownHosts.Load(file);
        foreach (var pinned in known.KeysOf("ol-dev", 22).Concat(known.KeysOf("ol-web1", 2222)))
            Assert.StartsWith("SHA256:", pinned.Fingerprint, StringComparison.Ordinal);
        var verdict = known.Check("ol-dev", 22, key);
        KnownHosts.Pin(file, "ol-dev", 22, key);
        Assert.Equal(
            verdict == HostKeyVerdict.Revoked ? HostKeyVerdict.Revoked : HostKeyVerdict.Pinned,
            KnownHosts.Load(file).Check("ol-dev", 22, key)
        );
    }

    private static void Present(byte[] bytes)
    {
        if (HostKey.FromWire(bytes) is not { } key)
            return;
        Assert.StartsWith("SHA256:", key.Fingerprint, StringComparison.Ordinal);
        Assert.Equal(bytes, Convert.FromBase64String(key.Base64));
        // A type with a blank or a line end would write a line of its own into known_hosts.
        Assert.All(key.Type, letter => Assert.InRange(letter, '!', '~'));
    }
}
