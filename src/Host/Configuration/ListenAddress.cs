using System.Net;
using System.Text;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>Where the local API takes connections.</summary>
public abstract record ListenAddress
{
    /// <summary>The name of the socket in its folder.</summary>
    public const string SocketName = "olupgrade.sock";

    /// <summary>Stands for the socket in its usual place.</summary>
    public const string UsualSocket = "unix";

    private const string SocketPrefix = "unix:";
    private const string RunFolder = "/run/olupgrade";

    // sun_path has 108 bytes, and the last of them ends it.
    private const int MaxSocketBytes = 107;

    private ListenAddress() { }

    /// <summary>The socket that every user of the machine finds: only root can put another in its place.</summary>
    public static string KnownSocket => Path.Combine(RunFolder, SocketName);

    /// <summary>Reads what is set, or says in the rest of a sentence what is wrong with it.</summary>
    /// <param name="data">The data folder.</param>
    public static (ListenAddress? Address, string? Problem) Read(string written, string data)
    {
        if (written == UsualSocket)
            return OfSocket(Path.Combine(UsualFolder(data), SocketName));
        if (written.StartsWith(SocketPrefix, StringComparison.Ordinal))
            return OfSocket(written[SocketPrefix.Length..]);
        if (!Uri.TryCreate(written, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return (null, $"is \"{written}\", which is neither unix:PATH nor an http address.");
        return address.Scheme == "http" && IsLoopback(address)
            ? (new Port(address), null)
            : (
                null,
                $"is {address}; the API is only for this machine. Use {UsualSocket}, or http://127.0.0.1 with a port."
            );
    }

    private static (ListenAddress? Address, string? Problem) OfSocket(string path)
    {
        if (!Path.IsPathFullyQualified(path))
            return (null, $"is \"{SocketPrefix}{path}\"; a socket needs an absolute path.");
        var length = Encoding.UTF8.GetByteCount(path);
        return length <= MaxSocketBytes
            ? (new Socket(path), null)
            : (
                null,
                $"is {SocketPrefix}{path}, which has {length} bytes; "
                    + $"the path of a socket has at most {MaxSocketBytes}. "
                    + $"Set a shorter one, such as {SocketPrefix}{KnownSocket}."
            );
    }

    /// <summary>The folder that systemd made for this service, else one that is ours, else the data folder.</summary>
    private static string UsualFolder(string data)
    {
        if (Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } made)
            return made.Split(':')[0];
        return FileStatus.Of(RunFolder) is { Owner: var owner } && owner == FileStatus.OwnUser ? RunFolder : data;
    }

    internal static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>An http address on loopback.</summary>
    public sealed record Port(Uri Address) : ListenAddress
    {
        public override string ToString() => Address.ToString();
    }

    /// <summary>A Unix socket.</summary>
    /// <param name="Path">Absolute, and short enough for the kernel.</param>
    public sealed record Socket(string Path) : ListenAddress
    {
        public override string ToString() => $"{SocketPrefix}{Path}";
    }
}
