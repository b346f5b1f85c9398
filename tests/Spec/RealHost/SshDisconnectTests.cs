using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>What stands at a host's port says goodbye with a terminal sequence, before anyone has logged in.</summary>
public sealed class SshDisconnectTests : IDisposable
{
    private const string Goodbye = "\u001b]0;owned\u0007\u001b[2J\u202ebye";

    private readonly TempFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Finding("A16")]
    public async Task The_words_of_a_disconnect_do_nothing_in_the_terminal_of_trust()
    {
        _listener.Start();
        var serving = DisconnectAsync();
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/hosts.yaml", Inventory(((IPEndPoint)_listener.LocalEndpoint).Port));
        Dictionary<string, string> environment = new()
        {
            ["OLUPGRADE__WORKFLOWSFOLDER"] = _folder.File("workflows"),
            ["OLUPGRADE__DATAFOLDER"] = _folder.File("data"),
        };

        using var program = ProgramRun.Start(_folder.Path, environment, "trust", "here");
        var (code, output) = await program.End();
        _listener.Stop();
        await serving;

        Assert.Equal(1, code);
        Assert.Contains("owned", output, StringComparison.Ordinal);
        Assert.Empty(NastyText.HarmIn(output));
    }

    /// <summary>To whoever connects, however often, until nobody listens any more.</summary>
    private async Task DisconnectAsync()
    {
        try
        {
            while (true)
                await DisconnectAsync(await _listener.AcceptTcpClientAsync(Cancel));
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private static async Task DisconnectAsync(TcpClient connected)
    {
        using var client = connected;
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync("SSH-2.0-Nasty\r\n"u8.ToArray(), Cancel);
            await stream.WriteAsync(Disconnect(), Cancel);
            var theirs = new byte[4_096];
            while (await stream.ReadAsync(theirs, Cancel) > 0)
            {
                // Their version and proposal, until they hang up.
            }
        }
        catch (IOException)
        {
            // They hung up first.
        }
    }

    /// <summary>RFC 4253, sections 6 and 11.1: an unencrypted packet with a reason and words.</summary>
    private static byte[] Disconnect()
    {
        var words = Encoding.UTF8.GetBytes(Goodbye);
        byte[] payload = [1, .. Number(11), .. Number(words.Length), .. words, .. Number(0)];
        var padding = 8 - ((5 + payload.Length) % 8) + 8;
        return [.. Number(1 + payload.Length + padding), (byte)padding, .. payload, .. new byte[padding]];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static string Inventory(int port) =>
        $$"""
            all:
              children:
                web:
                  hosts:
                    here:
                      ansible_host: 127.0.0.1
                      ansible_port: {{port}}
                      ansible_user: root
            """;
}
