using System.Diagnostics;

namespace OlUpgrade.Hosting.Cli.Remote;

/// <summary>
/// A connection to the service of another machine: the input and output of <c>olupgrade relay</c> there, over
/// <c>ssh</c>. No port is opened anywhere; who may connect is decided by that machine's sshd, who somebody is by the
/// token.
/// </summary>
internal sealed class SshRelay : Stream
{
    private readonly Process _ssh;
    private readonly Stream _input;
    private readonly Stream _output;

    private SshRelay(Process ssh)
    {
        (_ssh, _input, _output) = (ssh, ssh.StandardInput.BaseStream, ssh.StandardOutput.BaseStream);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Starts <c>ssh</c>, which asks and complains on the terminal.</summary>
    /// <param name="machine">As for ssh: <c>USER@MACHINE</c>, or a name from its configuration.</param>
    public static SshRelay To(string machine)
    {
        // After -- a name that begins with a dash is a name.
        string[] arguments = ["-T", "--", machine, "olupgrade", "relay"];
        var start = new ProcessStartInfo("ssh", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new SshRelay(Process.Start(start) ?? throw new IOException("ssh cannot be started."));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _output.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await _input.WriteAsync(buffer, cancellationToken);
        await _input.FlushAsync(cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _input.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => _output.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count)
    {
        _input.Write(buffer, offset, count);
        _input.Flush();
    }

    public override void Flush() => _input.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
            _output.Dispose();
            // With its input closed it ends by itself; this process does not wait for that.
            _ssh.Dispose();
        }

        base.Dispose(disposing);
    }
}
