using System.Net;
using System.Net.Sockets;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Outputs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Cli;

/// <summary>What <c>olupgrade serve</c> refuses before it serves, and with which exit code.</summary>
public sealed class ServeTests : IDisposable
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data")]
    [InlineData("data/tokens.json")]
    [InlineData("bot")]
    [InlineData("github")]
    [InlineData("key")]
    [InlineData("known_hosts")]
    [InlineData("settings.json")]
    [InlineData("workflows")]
    [InlineData("workflows/small.yaml")]
    [Finding("A21")]
    public async Task Serve_refuses_what_others_can_change_with_the_command_that_mends_it(string name)
    {
        var config = Config("unix");
        var path = _folder.File(name);
        FileModes.Add(path, OthersWrite);
        var (code, error) = await Serve(config);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Matches($"^{path} has mode 0[0-7]*: others can change it. Run: chmod [-0-9a-z]+ {path}\n$", error);
    }

    [Fact]
    [Finding("A11")]
    public async Task A_taken_port_is_no_bad_setting_so_that_systemd_tries_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var (code, error) = await Serve(Config(address));
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"{address}/ is already in use.", error, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("A11")]
    public async Task A_socket_at_which_another_process_listens_is_no_bad_setting_either()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("it.sock")));
        socket.Listen();
        var (code, error) = await Serve(Config($"unix:{_folder.File("it.sock")}"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("Another process is listening at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Error)> Serve(string config)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(["serve", "--config", config], output, error);
        return (code, $"{error}");
    }

    /// <summary>Settings with which the service would start, and all files that they name.</summary>
    private string Config(string listen)
    {
        PrivateFolder.Make(_folder.File("data"));
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        _folder.Write("workflows/small.yaml", SmallWorkflow.Runbook());
        Private("data/tokens.json", "{}");
        Private("known_hosts", "");
        return Private(
            "settings.json",
            $$"""
            {"OlUpgrade":{
                "DataFolder":"{{_folder.File("data")}}",
                "WorkflowsFolder":"{{_folder.File("workflows")}}",
                "Listen":"{{listen}}",
                "Slack":{
                    "BaseAddress":"http://127.0.0.1:9/",
                    "BotTokenFile":"{{Private("bot", "xoxb-0123456789")}}",
                    "AppTokenFile":"{{Private("app", "xapp-0123456789")}}"},
                "GitHub":{"BaseAddress":"http://127.0.0.1:9/","TokenFile":"{{Private("github", "0123456789")}}"},
                "Ssh":{"KeyFile":"{{Private("key", "x")}}","KnownHostsFile":"{{_folder.File("known_hosts")}}"}
            } }
            """
        );
    }

    private string Private(string name, string text) => _folder.WritePrivate(name, text);
}
