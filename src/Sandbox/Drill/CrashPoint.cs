using System.Globalization;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>Where the service is killed: right before a journal append takes effect, or right after it.</summary>
/// <param name="Append">Its ordinal among the appends of the undisturbed run, from 1.</param>
internal readonly record struct CrashPoint(int Append, bool IsBefore)
{
    /// <summary><c>57-</c> is before append 57, <c>57+</c> after it.</summary>
    public override string ToString() => $"{Append.ToString(CultureInfo.InvariantCulture)}{(IsBefore ? '-' : '+')}";

    /// <summary>Parses one point, or both points of a number without a sign; null if the text is neither.</summary>
    public static IReadOnlyList<CrashPoint>? Read(string written)
    {
        var sign = written.EndsWith('-') || written.EndsWith('+') ? written[^1] : ' ';
        return
            int.TryParse(written.TrimEnd(sign), NumberStyles.None, CultureInfo.InvariantCulture, out var append)
            && append > 0
            ? [.. Both(append).Where(point => sign == ' ' || point.IsBefore == (sign == '-'))]
            : null;
    }

    public static IEnumerable<CrashPoint> Both(int append) => [new(append, true), new(append, false)];
}
