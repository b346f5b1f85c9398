using System.Diagnostics;
using System.Net.Sockets;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>The service's socket, the default way in: nobody else can take its place.</summary>
[Finding("A11")]
public sealed class SocketTests : IDisposable
{
    private const uint Nobody = 65_534;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    private string Path => _folder.File("it.sock");

    private ListenAddress Here => new ListenAddress.Socket(Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_command_line_calls_the_service_over_its_socket_before_and_after_a_restart()
    {
        await using var scene = await ServiceScene.StartAsync(listen: ListenAddress.UsualSocket);
        var socket = Assert.IsType<ListenAddress.Socket>(scene.Listen);
        Assert.Equal(System.IO.Path.Combine(scene.Data, ListenAddress.SocketName), socket.Path);
        var token = scene.TokenOf("mek");
        for (var start = 1; start <= 2; start++)
        {
            using var service = new Service($"{scene.Listen}", token);
            Assert.Equal("[]", $"{(await service.GetAsync("api/runs/", Cancel)).Body}");
            using var stranger = new Service($"{scene.Listen}", "olu_wrong");
            Assert.StartsWith(
                "The token is missing or unknown.",
                (await stranger.GetAsync("api/runs/", Cancel)).Sentence
            );
            await scene.StopServiceAsync();
            Assert.Null(await LocalDoor.ClearAsync(scene.Listen));
            await scene.StartServiceAsync();
        }
    }

    [Fact]
    public async Task A_socket_of_a_dead_process_is_replaced_and_one_of_a_living_process_is_not()
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(Path));
            socket.Listen();
            var taken = await LocalDoor.ClearAsync(Here);
            Assert.Equal(
                $"Another process is listening at unix:{Path}. Stop it, or set another OlUpgrade:Listen.",
                taken?.Sentence
            );
            Assert.False(taken?.IsBadSetting);
            // A process that dies leaves its socket; one that closes it in this language removes it.
            File.Move(Path, Path + ".left");
        }

        File.Move(Path + ".left", Path);
        Assert.Null(await LocalDoor.ClearAsync(Here));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task What_is_no_socket_is_never_replaced()
    {
        _folder.Write("it.sock", "precious");
        Assert.True((await LocalDoor.ClearAsync(Here))?.IsBadSetting);
        File.Move(Path, _folder.File("target"));
        File.CreateSymbolicLink(Path, _folder.File("target"));
        Assert.True((await LocalDoor.ClearAsync(Here))?.IsBadSetting);
        Assert.Equal("precious", await File.ReadAllTextAsync(_folder.File("target"), Cancel));
        var nowhere = new ListenAddress.Socket(_folder.File("gone/it.sock"));
        Assert.True((await LocalDoor.ClearAsync(nowhere))?.IsBadSetting);
    }

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void The_path_of_a_socket_has_at_most_107_bytes(int length, bool isGood)
    {
        var path = "/" + new string('é', (length - 2) / 2) + new string('x', 1 + (length % 2));
        path = path.PadRight(path.Length + length - System.Text.Encoding.UTF8.GetByteCount(path), 'x');
        var (address, problem) = ListenAddress.Read($"unix:{path}", "/data");
        Assert.Equal(isGood, address is not null);
        if (!isGood)
            Assert.Contains(
                $"which has {length} bytes; the path of a socket has at most 107",
                problem,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("unix:it.sock")]
    [InlineData("unix:")]
    [InlineData("unix:./it.sock")]
    public void The_path_of_a_socket_is_absolute(string written) =>
        Assert.Contains(
            "a socket needs an absolute path",
            ListenAddress.Read(written, "/data").Problem,
            StringComparison.Ordinal
        );

    [Fact]
    [Finding("A12")]
    public async Task One_user_of_the_machine_cannot_take_all_connections()
    {
        await using var scene = await ServiceScene.StartAsync(listen: $"unix:{Path}");
        var callers = new List<Socket>();
        try
        {
            for (var number = 0; number < ApiLimits.MaxConnectionsOfUser; number++)
                callers.Add(await Connected());
            using var last = await Connected();
            // It is closed without a word.
            Assert.Equal(0, await last.ReceiveAsync(new byte[1], Cancel));
            Assert.True(ApiLimits.MaxConnectionsOfUser < ApiLimits.MaxConnections);
        }
        finally
        {
            callers.ForEach(caller => caller.Dispose());
        }

        using var service = new Service($"{scene.Listen}", scene.TokenOf("mek"));
        await Eventually.True("an answer after the others have gone", async () =>
            (await service.GetAsync("api/runs/", Cancel)).Body is not null
        );
    }

    [Fact]
    public async Task Another_user_of_the_machine_needs_a_token_too_and_is_named_in_the_log()
    {
        Assert.SkipUnless(FileStatus.OwnUser == 0, "only root can act as another user");
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "this test needs curl as the other user's program: install it");
        FileModes.Add(_folder.Path, UnixFileMode.OtherExecute);
        await using var scene = await ServiceScene.StartAsync(listen: $"unix:{Path}");
        Assert.Equal("401", await StatusAsNobody("olu_wrong"));
        Assert.DoesNotContain($"{Nobody}", scene.Log.Text, StringComparison.Ordinal);
        Assert.Equal("404", await StatusAsNobody(scene.TokenOf("viv")));
        await Eventually.True("the caller in the log", () =>
            scene.Log.Text.Contains(
                $"viv calls /api/runs/{{number:int}}/decisions; the user ID on this machine is {Nobody}",
                StringComparison.Ordinal
            )
        );
    }

    private async Task<Socket> Connected()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), Cancel);
        return socket;
    }

    private async Task<string> StatusAsNobody(string token)
    {
        string[] arguments =
        [
            $"--reuid={Nobody}",
            $"--regid={Nobody}",
            "--clear-groups",
            "curl",
            "--silent",
            "--unix-socket",
            Path,
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_code}",
            "--header",
            $"Authorization: Bearer {token}",
            "--json",
            """{"decision":"hold"}""",
            "http://olupgrade/api/runs/1/decisions",
        ];
        using var curl = Process.Start(
            new ProcessStartInfo("setpriv", arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var status = await curl.StandardOutput.ReadToEndAsync(Cancel);
        await curl.WaitForExitAsync(Cancel);
        return status;
    }
}
