using System.Collections.Immutable;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// The pinned host keys, in OpenSSH's known_hosts format: plain and hashed names, <c>[host]:port</c>, several keys for
/// one host, comments and <c>@revoked</c> with patterns. A revoked key is refused even if it is pinned too.
/// </summary>
public sealed class KnownHosts
{
    private readonly ImmutableArray<KnownHost> _lines;

    private KnownHosts(ImmutableArray<KnownHost> lines) => _lines = lines;

    public static KnownHosts Parse(string text) =>
        new([.. text.Split('\n').Select(line => KnownHost.Parse(line.Trim())).OfType<KnownHost>()]);

    /// <summary>A missing file pins nothing.</summary>
    public static KnownHosts Load(string path) => Parse(File.Exists(path) ? File.ReadAllText(path) : "");

    /// <summary>All keys that are pinned for the host.</summary>
    public ImmutableArray<HostKey> KeysOf(string address, int port)
    {
        var name = KnownHost.NameOf(address, port);
        return [.. _lines.Where(line => !line.IsRevoked && line.Matches(name)).Select(line => line.Key)];
    }

    /// <summary>Whether a line revokes this key for the host.</summary>
    public bool IsRevoked(string address, int port, HostKey key) =>
        _lines.Any(line => line.Key.Base64 == key.Base64 && line.Revokes(address, port));

    /// <summary>Compares the key that the host offers with the pinned and the revoked keys.</summary>
    public HostKeyVerdict Check(string address, int port, HostKey offered)
    {
        if (IsRevoked(address, port, offered))
            return HostKeyVerdict.Revoked;
        var pinned = KeysOf(address, port);
        if (pinned.IsEmpty)
            return HostKeyVerdict.Unknown;
        return pinned.Contains(offered) ? HostKeyVerdict.Pinned : HostKeyVerdict.Changed;
    }

    /// <summary>
    /// Pins the key as the host's only one: removes its earlier keys and leaves every other line as it is. The file is
    /// replaced as a whole; a new file gets mode 0600.
    /// </summary>
    public static void Pin(string path, string address, int port, HostKey key)
    {
        var name = KnownHost.NameOf(address, port);
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var kept = lines.Select(line => Without(name, line)).OfType<string>();
        var target = new FileInfo(path);
        target.Directory?.Create();
        var draft = $"{target.FullName}.new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, PrivateFile()))
        using (var writer = new StreamWriter(stream))
        {
            foreach (var line in kept.Append($"{name} {key.Type} {key.Base64}"))
                writer.Write(line + "\n");
        }

        File.Move(draft, target.FullName, overwrite: true);
    }

    private static FileStreamOptions PrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static string? Without(string name, string line)
    {
        if (KnownHost.Parse(line.Trim()) is not { IsRevoked: false } entry || !entry.Matches(name))
            return line;
        var others = entry.Names.Split(',').Where(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase));
        var names = entry.Names.StartsWith('|') ? "" : string.Join(',', others);
        return names.Length == 0 ? null : $"{names} {entry.Key.Type} {entry.Key.Base64}";
    }
}
