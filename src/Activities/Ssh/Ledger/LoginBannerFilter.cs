using System.Buffers;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Lets bytes through from the line <c>olupgrade-begin</c> on: what comes before was printed by the login shell of
/// the user and is not ours. Of that, up to 64 KiB are kept for the fault's sentence.
/// </summary>
internal sealed class LoginBannerFilter(ByteSink behind)
{
    private const int Limit = 64 * 1024;

    private static readonly byte[] Mark = "olupgrade-begin\n"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _before = new();

    public bool IsSeen { get; private set; }

    public string Before => Encoding.UTF8.GetString(_before.WrittenSpan);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (IsSeen)
        {
            behind(bytes);
            return;
        }

        _before.Write(bytes);
        var seen = _before.WrittenSpan;
        var at = seen.IndexOf(Mark);
        IsSeen = at >= 0;
        if (IsSeen)
            behind(seen[(at + Mark.Length)..]);
        else if (seen.Length > Limit)
            Forget(seen[^Mark.Length..].ToArray());
    }

    private void Forget(byte[] tail)
    {
        _before.ResetWrittenCount();
        _before.Write(tail);
    }
}
