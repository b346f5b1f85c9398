using System.Net;
using System.Net.Sockets;
using OlUpgrade.Hosting.Cli.Remote;
using OlUpgrade.Hosting.Configuration;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// Where the command line finds the service: at <c>--server</c>, else at <c>OLUPGRADE_SERVER</c>, else at its socket.
/// </summary>
internal abstract record ServiceAddress
{
    private const string SocketPrefix = "unix:";

    // The host that calls over a socket or a relay name; nothing looks it up.
    private static readonly Uri NoNetwork = new("http://olupgrade/");

    private ServiceAddress() { }

    /// <summary>The base of every call; null if the address cannot be used.</summary>
    public virtual Uri? Base => NoNetwork;

    /// <summary>As people write it.</summary>
    public abstract string Shown { get; }

    /// <summary>The address that is meant; nothing is connected yet.</summary>
    /// <param name="given">As given on the command line; null for what the environment says, else the socket.</param>
    public static ServiceAddress Of(string? given)
    {
        if ((given ?? Environment.GetEnvironmentVariable("OLUPGRADE_SERVER")) is not { Length: > 0 } written)
            return new Socket(FoundSocket());
        if (written.StartsWith(SocketPrefix, StringComparison.Ordinal))
            return new Socket(written[SocketPrefix.Length..]);
        if (written.StartsWith(Machine.Prefix, StringComparison.Ordinal))
            return new Machine(written[Machine.Prefix.Length..]);
        return
            Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out var server)
            && server.Scheme is "http" or "https"
            ? new Network(server)
            : new Unusable(written);
    }

    /// <summary>Makes the connections for the calls to this address.</summary>
    public virtual SocketsHttpHandler Handler() =>
        new() { UseProxy = false, ConnectCallback = (_, cancellation) => ConnectAsync(cancellation) };

    /// <summary>Connects without saying anything yet.</summary>
    public abstract ValueTask<Stream> ConnectAsync(CancellationToken cancellation);

    /// <summary>
    /// The first socket that is there, else the usual one. A token is only sent where nobody else can listen: only root
    /// can put a socket into the run folder, and one that settings name must belong to root or to this user, because
    /// the settings are those of the folder that this person happens to be in.
    /// </summary>
    private static string FoundSocket()
    {
        if (File.Exists(ListenAddress.KnownSocket))
            return ListenAddress.KnownSocket;
        return
            SettingsFile.Read(null).Settings is { DataFolder.Length: > 0 } settings
            && ListenAddress.Read(settings.Listen, Path.GetFullPath(settings.DataFolder)).Address
                is ListenAddress.Socket { Path: var path }
            && FileStatus.Of(path, followsLink: false) is { Kind: FileStatus.Socket, Owner: var owner }
            && (owner == 0 || owner == FileStatus.OwnUser)
            ? path
            : ListenAddress.KnownSocket;
    }

    private static async ValueTask<Stream> ConnectedAsync(
        System.Net.Sockets.Socket socket,
        EndPoint to,
        CancellationToken cancellation
    )
    {
        try
        {
            await socket.ConnectAsync(to, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The service's socket on this machine.</summary>
    private sealed record Socket(string Path) : ServiceAddress
    {
        public override Uri? Base => System.IO.Path.IsPathFullyQualified(Path) ? NoNetwork : null;

        public override string Shown => $"{SocketPrefix}{Path}";

        public override ValueTask<Stream> ConnectAsync(CancellationToken cancellation) =>
            ConnectedAsync(
                new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
                new UnixDomainSocketEndPoint(Path),
                cancellation
            );
    }

    /// <summary>An http address.</summary>
    private sealed record Network(Uri Server) : ServiceAddress
    {
        public override Uri? Base => Server;

        public override string Shown => Server.ToString();

        public override SocketsHttpHandler Handler() => new();

        public override ValueTask<Stream> ConnectAsync(CancellationToken cancellation) =>
            ConnectedAsync(
                new(SocketType.Stream, ProtocolType.Tcp),
                new DnsEndPoint(Server.Host, Server.Port),
                cancellation
            );
    }

    /// <summary>The service's socket on another machine, over ssh.</summary>
    internal sealed record Machine(string Name) : ServiceAddress
    {
        /// <summary>What the address of such a service starts with.</summary>
        public const string Prefix = "ssh:";

        public override string Shown => $"{Prefix}{Name}";

        public override ValueTask<Stream> ConnectAsync(CancellationToken cancellation) => new(SshRelay.To(Name));
    }

    /// <summary>What is no address.</summary>
    private sealed record Unusable(string Written) : ServiceAddress
    {
        public override Uri? Base => null;

        public override string Shown => Written;

        public override ValueTask<Stream> ConnectAsync(CancellationToken cancellation) =>
            throw new IOException($"{Written} is no address.");
    }
}
