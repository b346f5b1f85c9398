using System.Text;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>Breaks valid input in up to eight places: bits, bytes, pieces, numbers, values, nesting, length.</summary>
internal sealed class Mutator(Random chance, IReadOnlyList<byte[]> seeds, int maxLength)
{
    private const int MaxChanges = 8;
    private const int MaxPiece = 64;
    private const int MaxDepth = 1_000_000;

    public byte[] Next(int seed)
    {
        var bytes = seeds[seed];
        for (var changes = Few(MaxChanges); changes > 0; changes--)
            bytes = Changed(bytes);
        return bytes.Length <= maxLength ? bytes : bytes[..maxLength];
    }

    /// <summary>From 1 to the limit, small numbers far more often.</summary>
    private int Few(int limit) => 1 + chance.Next(1 + chance.Next(limit));

    private byte[] Changed(byte[] bytes) =>
        chance.Next(14) switch
        {
            0 => Flipped(bytes),
            1 => Put(bytes, Any(Few(4)), over: true),
            2 => Put(bytes, Any(Few(MaxPiece)), over: false),
            3 => Without(bytes),
            4 => bytes[..chance.Next(bytes.Length + 1)],
            5 => Spliced(bytes),
            6 => Repeated(bytes),
            7 or 8 => Put(bytes, One(FuzzTokens.Pieces), over: false),
            9 => Put(bytes, One(FuzzTokens.Pieces), over: true),
            10 => WithNumber(bytes),
            11 or 12 => WithValue(bytes),
            _ => Nested(bytes),
        };

    private byte[] Flipped(byte[] bytes)
    {
        if (bytes.Length == 0)
            return bytes;
        byte[] flipped = [.. bytes];
        flipped[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(8));
        return flipped;
    }

    private byte[] Put(byte[] bytes, byte[] piece, bool over)
    {
        var at = chance.Next(bytes.Length + 1);
        var end = over ? Math.Min(bytes.Length, at + piece.Length) : at;
        return [.. bytes[..at], .. piece, .. bytes[end..]];
    }

    private byte[] Without(byte[] bytes)
    {
        var (from, end) = Piece(bytes);
        return [.. bytes[..from], .. bytes[end..]];
    }

    private byte[] Spliced(byte[] bytes)
    {
        var other = One(seeds);
        return [.. bytes[..chance.Next(bytes.Length + 1)], .. other[chance.Next(other.Length + 1)..]];
    }

    /// <summary>Mostly a few times, and now and then until the longest case is full.</summary>
    private byte[] Repeated(byte[] bytes)
    {
        var (from, end) = Piece(bytes);
        var piece = bytes[from..end];
        var room = Math.Max(0, (maxLength - bytes.Length) / Math.Max(1, piece.Length));
        var times = chance.Next(50) == 0 ? room : Math.Min(room, Few(MaxPiece));
        return [.. bytes[..from], .. Many(piece, times), .. bytes[from..]];
    }

    private byte[] WithNumber(byte[] bytes)
    {
        var from = Array.FindIndex(bytes, chance.Next(bytes.Length + 1), IsDigit);
        if (from < 0)
            return Put(bytes, One(FuzzTokens.Numbers), over: false);
        var end = from;
        while (end < bytes.Length && IsDigit(bytes[end]))
            end++;
        return [.. bytes[..from], .. One(FuzzTokens.Numbers), .. bytes[end..]];
    }

    /// <summary>Another value where JSON or YAML has one: after a colon, up to what ends it.</summary>
    private byte[] WithValue(byte[] bytes)
    {
        var colon = Array.IndexOf(bytes, (byte)':', chance.Next(bytes.Length + 1));
        if (colon < 0)
            return Put(bytes, One(FuzzTokens.Values), over: true);
        var end = colon + 1;
        while (end < bytes.Length && !",}]\n"u8.Contains(bytes[end]))
            end++;
        return [.. bytes[..(colon + 1)], .. One(FuzzTokens.Values), .. bytes[end..]];
    }

    private byte[] Nested(byte[] bytes)
    {
        var opener = Encoding.UTF8.GetBytes(FuzzTokens.Openers[chance.Next(FuzzTokens.Openers.Count)]);
        var times = chance.Next(10) == 0 ? Few(MaxDepth) : Few(100);
        return Put(bytes, Many(opener, Math.Min(times, maxLength / opener.Length)), over: false);
    }

    private (int From, int End) Piece(byte[] bytes)
    {
        var from = chance.Next(bytes.Length + 1);
        var longest = chance.Next(4) == 0 ? bytes.Length : MaxPiece;
        return (from, from + chance.Next(Math.Min(longest, bytes.Length - from) + 1));
    }

    private byte[] Any(int length)
    {
        var bytes = new byte[length];
        chance.NextBytes(bytes);
        return bytes;
    }

    private byte[] One(IReadOnlyList<byte[]> list) => list[chance.Next(list.Count)];

    private static byte[] Many(byte[] piece, int times)
    {
        var all = new byte[piece.Length * times];
        for (var time = 0; time < times; time++)
            piece.CopyTo(all, time * piece.Length);
        return all;
    }

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';
}
