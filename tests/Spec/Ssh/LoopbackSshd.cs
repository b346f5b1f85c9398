using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OlUpgrade.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh;

/// <summary>
/// A real OpenSSH sshd on loopback, run as the current user with its own folder, host key, configuration and a free
/// port. The tests of a class share one.
/// </summary>
public sealed class LoopbackSshd : IAsyncLifetime
{
    public const string Daemon = "/usr/sbin/sshd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-sshd-");

    private readonly string _settings;

    private Process? _daemon;

    public LoopbackSshd()
        : this("") { }

    private LoopbackSshd(string settings) => _settings = settings;

    public static bool IsInstalled => File.Exists(Daemon);

    public int Port { get; private set; }

    public string Folder => _folder.FullName;

    public string HostKeyFile => Path.Combine(Folder, "host_ed25519");

    public string KeyFile => Path.Combine(Folder, "user_ed25519");

    public string KnownHostsFile => Path.Combine(Folder, "known_hosts");

    public HostKey HostKey => KeyOf(HostKeyFile);

    /// <summary>One of its own, with more settings, which come first.</summary>
    public static async Task<LoopbackSshd> WithAsync(string settings)
    {
        var sshd = new LoopbackSshd(settings);
        await sshd.InitializeAsync();
        return sshd;
    }

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
            return;
        MakeKey(HostKeyFile, "");
        MakeKey(KeyFile, "");
        File.Copy(KeyFile + ".pub", Path.Combine(Folder, "authorized_keys"));
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        await StartAsync();
        KnownHosts.Pin(KnownHostsFile, "127.0.0.1", Port, HostKey);
    }

    public ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            // A frozen session would outlive the daemon.
            Signal("-KILL", Sessions());
            _daemon.Kill();
            _daemon.WaitForExit();
            _daemon.Dispose();
        }

        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public Host Host(string name, string ledger) =>
        new(name, name + "0", "web", "127.0.0.1", Port, Environment.UserName, null, false, ledger, [], null, []);

    public SshOptions Options() =>
        new()
        {
            KeyFile = KeyFile,
            KnownHostsFile = KnownHostsFile,
            ConnectTimeout = TimeSpan.FromMinutes(1),
            ProbeEvery = TimeSpan.FromSeconds(0.4),
            SilenceLimit = TimeSpan.FromSeconds(30),
            StopGrace = TimeSpan.FromSeconds(1),
        };

    public void MakeKey(string file, string passphrase) =>
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", file);

    public static HostKey KeyOf(string keyFile)
    {
        var words = File.ReadAllText(keyFile + ".pub").Split(' ');
        return new HostKey(words[0], words[1]);
    }

    /// <summary>The sshd processes of the open connections, without the commands that they started.</summary>
    public IReadOnlyList<int> Sessions()
    {
        var parents = LivingProcesses.All();
        var sessions = new List<int>();
        for (var found = new List<int> { _daemon!.Id }; found.Count > 0; )
        {
            found = [.. parents.Where(one => one.Name == "sshd" && found.Contains(one.Parent)).Select(one => one.Id)];
            sessions.AddRange(found);
        }

        return sessions;
    }

    public void Signal(string signal, IReadOnlyList<int> processes)
    {
        foreach (var process in processes)
            Tool.Run("kill", signal, $"{process}");
    }

    private async Task StartAsync()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var configuration = Path.Combine(Folder, "sshd_config");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            {_settings}
            ListenAddress 127.0.0.1:{Port}
            HostKey {HostKeyFile}
            AuthorizedKeysFile {Folder}/authorized_keys
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            SetEnv HOME={Folder}
            """ + "\n"
        );
        _daemon = Process.Start(Daemon, ["-D", "-f", configuration, "-E", Path.Combine(Folder, "log")]);
        await Eventually.True("an sshd that answers", AnswersAsync);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
