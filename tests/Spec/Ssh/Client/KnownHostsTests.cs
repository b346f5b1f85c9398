using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh.Client;

public sealed class KnownHostsTests : IDisposable
{
    // Made with: ssh-keygen -t ed25519; the hashed name with: ssh-keygen -H.
    private const string One = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICzJg2FgFmWQFomEiwGQmY38cUMZmXLfSVjQTYUo5LKY";
    private const string Two = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMFGkFI98B9hlfinor00gVv0oJIzA7EwaVlVy3JKIA7m";
    private const string HashedName = "|1|EMi0g+cxb8dUOkpAROSq+4aZQLk=|hSXLTUtEVjHKWy2lG0T4XbgiViI=";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-known-");

    private string File => Path.Combine(_folder.FullName, "deep", "known_hosts");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("ol-dev " + One, "ol-dev", 22, HostKeyVerdict.Pinned)]
    [InlineData("OL-DEV " + One + " a comment", "ol-dev", 22, HostKeyVerdict.Pinned)]
    [InlineData("ol-web1,ol-dev,10.0.0.1 " + One, "10.0.0.1", 22, HostKeyVerdict.Pinned)]
    [InlineData("ol-dev " + Two + "\nol-dev " + One, "ol-dev", 22, HostKeyVerdict.Pinned)]
    [InlineData("[ol-dev]:2222 " + One, "ol-dev", 2222, HostKeyVerdict.Pinned)]
    [InlineData(HashedName + " " + One, "ol-dev", 22, HostKeyVerdict.Pinned)]
    [InlineData(HashedName + " " + One, "ol-web1", 22, HostKeyVerdict.Unknown)]
    [InlineData("[ol-dev]:2222 " + One, "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("ol-dev " + One, "ol-dev", 2222, HostKeyVerdict.Unknown)]
    [InlineData("ol-dev " + Two, "ol-dev", 22, HostKeyVerdict.Changed)]
    [InlineData("ol-dev " + One + "\n@revoked ol-dev " + One, "ol-dev", 22, HostKeyVerdict.Revoked)]
    [InlineData("@revoked * " + One, "ol-dev", 22, HostKeyVerdict.Revoked)]
    [InlineData("@revoked ol-dev " + Two, "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("@cert-authority ol-dev " + One, "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("* " + One, "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("# ol-dev " + One, "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("ol-dev ssh-ed25519 not!base64", "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("|1|broken " + One, "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("ol-dev", "ol-dev", 22, HostKeyVerdict.Unknown)]
    [InlineData("", "ol-dev", 22, HostKeyVerdict.Unknown)]
    public void A_key_is_judged_by_the_lines_of_its_host(
        string text,
        string address,
        int port,
        HostKeyVerdict verdict
    ) => Assert.Equal(verdict, KnownHosts.Parse(text).Check(address, port, KeyOf(One)));

    [Theory]
    [Finding("A25")]
    [InlineData("ol-*", 22, true)]
    [InlineData("OL-DE?", 22, true)]
    [InlineData("*.us.archive.org,ol-*", 22, true)]
    [InlineData("ol-web?", 22, false)]
    [InlineData("*,!ol-dev", 22, false)]
    [InlineData("!ol-dev,*", 22, false)]
    [InlineData("*,!ol-web1", 22, true)]
    [InlineData("!ol-web1", 22, false)]
    [InlineData("*ev", 22, true)]
    [InlineData("o*-*v", 22, true)]
    [InlineData("*", 2222, true)]
    [InlineData("[ol-*]:2222", 2222, true)]
    [InlineData("[ol-*]:*", 2222, true)]
    [InlineData("[ol-*]:2222", 22, false)]
    [InlineData("[ol-*]:2222", 2223, false)]
    [InlineData("ol-d*", 2222, true)]
    [InlineData(HashedName, 22, true)]
    [InlineData(HashedName, 2222, true)]
    public void A_key_is_revoked_for_every_host_that_a_pattern_matches(string names, int port, bool isRevoked)
    {
        var name = port == 22 ? "ol-dev" : $"[ol-dev]:{port}";
        var known = KnownHosts.Parse($"{name} {One}\n\t@revoked\t{names} {One} a comment\n");
        Assert.Equal(
            isRevoked ? HostKeyVerdict.Revoked : HostKeyVerdict.Pinned,
            known.Check("ol-dev", port, KeyOf(One))
        );
        Assert.Equal(HostKeyVerdict.Changed, known.Check("ol-dev", port, KeyOf(Two)));
    }

    [Fact]
    [Finding("A25")]
    public void A_pattern_of_many_stars_is_compared_at_once() =>
        Assert.Equal(
            HostKeyVerdict.Unknown,
            KnownHosts
                .Parse($"@revoked {string.Concat(Enumerable.Repeat("a*", 200))}b {One}")
                .Check(new string('a', 250), 22, KeyOf(One))
        );

    [Fact]
    public void A_fingerprint_is_the_one_that_ssh_keygen_prints() =>
        Assert.Equal("SHA256:F5pUJIHjiLHDUR4i/HvyMf3xEUDC9tlpYbP3EoNjUVo", KeyOf(One).Fingerprint);

    [Fact]
    public void A_key_on_the_wire_names_its_own_type() =>
        Assert.Equal(KeyOf(One), HostKey.FromWire(Convert.FromBase64String(KeyOf(One).Base64)));

    [Fact]
    public void A_missing_file_pins_nothing() => Assert.Empty(KnownHosts.Load(File).KeysOf("ol-dev", 22));

    [Fact]
    public void Pinning_makes_the_file_for_its_owner_only()
    {
        KnownHosts.Pin(File, "ol-dev", 22, KeyOf(One));
        Assert.Equal($"ol-dev {One}\n", System.IO.File.ReadAllText(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(File).UnixFileMode);
    }

    [Fact]
    public void Pinning_replaces_the_hosts_key_and_leaves_every_other_line()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(
            File,
            $"# ours\nol-web1,ol-dev {One}\n{HashedName} {One}\n@revoked ol-dev {One}\nol-solr1 {One}\n"
        );
        KnownHosts.Pin(File, "ol-dev", 22, KeyOf(Two));
        Assert.Equal(
            $"# ours\nol-web1 {One}\n@revoked ol-dev {One}\nol-solr1 {One}\nol-dev {Two}\n",
            System.IO.File.ReadAllText(File)
        );
    }

    private static HostKey KeyOf(string line) => new(line.Split(' ')[0], line.Split(' ')[1]);
}
