using System.Globalization;
using System.Text.RegularExpressions;

namespace OlUpgrade.Yaml;

/// <summary>
/// Durations as people write and read them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>1d</c>. The units are d, h, m, s
/// and ms, largest first, each at most once. <see cref="TryParse"/> reads back what <see cref="Format"/> writes, to the
/// millisecond.
/// </summary>
public static partial class Durations
{
    public const string Example = "a duration such as 90s, 5m, 1h30m or 1d";

    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1000),
        ("ms", 1),
    ];

    /// <summary>
    /// False if the text is not a duration. One too long for a <see cref="TimeSpan"/> gives the longest.
    /// </summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length == 0 || Written().Match(text) is not { Success: true } match)
            return false;
        var milliseconds = Units.Sum(unit => CountOf(match.Groups[unit.Unit]) * unit.Milliseconds);
        duration =
            milliseconds < TimeSpan.MaxValue.TotalMilliseconds
                ? TimeSpan.FromMilliseconds(milliseconds)
                : TimeSpan.MaxValue;
        return true;
    }

    /// <summary>The shortest way to write the duration. Fractions of a millisecond are dropped.</summary>
    public static string Format(TimeSpan duration)
    {
        var remaining = Math.Abs(duration.Ticks / TimeSpan.TicksPerMillisecond);
        var text = duration < TimeSpan.Zero && remaining > 0 ? "-" : "";
        foreach (var (unit, milliseconds) in Units)
        {
            if (remaining >= milliseconds)
                text += (remaining / milliseconds).ToString(CultureInfo.InvariantCulture) + unit;
            remaining %= milliseconds;
        }

        return text.Length == 0 ? "0s" : text;
    }

    private static long CountOf(Group group) =>
        group.Success ? long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A((?<d>[0-9]{1,9})d)?((?<h>[0-9]{1,9})h)?((?<m>[0-9]{1,9})m)?((?<s>[0-9]{1,9})s)?((?<ms>[0-9]{1,9})ms)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Written();
}
