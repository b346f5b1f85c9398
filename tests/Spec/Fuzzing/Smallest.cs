using System.Diagnostics;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>
/// Leaves out whatever a case does not need to fail: first its halves, then ever smaller pieces, for two seconds.
/// </summary>
internal static class Smallest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static byte[] Of(byte[] bytes, Func<byte[], bool> stillFails)
    {
        var clock = Stopwatch.StartNew();
        for (var piece = Math.Max(bytes.Length / 2, 1); piece >= 1; piece /= 2)
        {
            for (var at = 0; at < bytes.Length && clock.Elapsed < Limit; )
            {
                byte[] fewer = [.. bytes[..at], .. bytes[Math.Min(at + piece, bytes.Length)..]];
                if (stillFails(fewer))
                    bytes = fewer;
                else
                    at += piece;
            }
        }

        return bytes;
    }
}
