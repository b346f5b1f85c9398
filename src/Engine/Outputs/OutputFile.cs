using System.Text;

namespace OlUpgrade.Outputs;

/// <summary>
/// The output of one attempt while it is written. A full disk never fails the step: the rest of the output is then in
/// the ledger on the host alone, and <see cref="Trouble"/> says why.
/// </summary>
/// <param name="path">Null to keep nothing.</param>
internal sealed class OutputFile(string? path) : IDisposable
{
    private static readonly byte[] Again = "[the service was restarted, and read this output again]\n"u8.ToArray();
    private static readonly byte[] Full = "[8 MiB are kept here; all of it is in the ledger on the host]\n"u8.ToArray();

    private FileStream? _file;
    private long _length;
    private bool _isFull;

    /// <summary>Why the output could not be kept; null if it could.</summary>
    public string? Trouble { get; private set; }

    public void Add(string line)
    {
        if (path is null || _isFull || Trouble is not null)
            return;
        try
        {
            if (_file is null)
                Open(path);
            Write(Encoding.UTF8.GetBytes($"{line}\n"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Trouble = fault.Message;
        }
    }

    /// <summary>The file's size and digest once all of it is on the disk; null if nothing was kept.</summary>
    public KeptOutput? Finish()
    {
        if (_file is null || Trouble is not null)
            return null;
        try
        {
            _file.Flush(flushToDisk: true);
            _file.Position = 0;
            return new(_file.Length, KeptOutput.DigestOf(_file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Trouble = fault.Message;
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException fault)
        {
            // Closing writes what is still in memory.
            Trouble ??= fault.Message;
        }
    }

    private void Write(byte[] line)
    {
        _isFull = _length + line.Length > OutputFolder.MaxBytes - Full.Length;
        var written = _isFull ? Full : line;
        // A file that was full before a restart says so already, and a restore takes no larger one.
        if (_length + written.Length > OutputFolder.MaxBytes)
            return;
        _file!.Write(written);
        _length += written.Length;
    }

    private void Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        PrivateFolder.Make(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, options);
        _length = _file.Seek(0, SeekOrigin.End);
        if (_length > 0)
            Write(Again);
    }
}
