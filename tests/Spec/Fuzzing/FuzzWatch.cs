using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>
/// Keeps the number of the case that is being played in a file, for when a case takes the process down, and ends the
/// process if a case never ends.
/// </summary>
internal sealed class FuzzWatch : IDisposable
{
    private static readonly TimeSpan NeverEnds = TimeSpan.FromMinutes(2);

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly Timer _timer;

    public FuzzWatch(FuzzTarget target)
    {
        var folder = Repository.Path("artifacts/fuzz");
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, $"{target.Parser}.case");
        _file = File.OpenHandle(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _timer = new Timer(_ => End(target), null, NeverEnds, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many cases have begun.</summary>
    public int Begun { get; private set; }

    public void Begin(int number)
    {
        Begun++;
        Span<byte> line = stackalloc byte[12];
        line.Fill((byte)' ');
        line[^1] = (byte)'\n';
        _ = number.TryFormat(line, out _, default, CultureInfo.InvariantCulture);
        RandomAccess.Write(_file, line, 0);
        _timer.Change(NeverEnds, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }

    // A thread that parses cannot be stopped, so nothing less ends the test.
    private void End(FuzzTarget target) =>
        Environment.FailFast(
            $"{target.Parser}: a case did not end within {NeverEnds.TotalMinutes} minutes: "
                + Encoding.ASCII.GetString(File.ReadAllBytes(_path)).Trim()
        );
}
