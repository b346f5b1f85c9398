using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Calendar;

/// <summary>Reads days of the week and times of day in the one form that authors may write.</summary>
internal static class WrittenTimes
{
    public const string Days = "days such as Mon, Mon-Fri, Mon,Wed or daily";

    private const int ShortestName = 3;

    /// <summary>Monday first, as in ISO 8601.</summary>
    private static readonly ImmutableArray<DayOfWeek> Week =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    /// <summary>
    /// <c>daily</c>, or a comma-separated list of short or full names and ranges of them. Null for anything else.
    /// </summary>
    public static ImmutableArray<DayOfWeek>? DaysOf(string text)
    {
        if (text.Equals("daily", StringComparison.OrdinalIgnoreCase))
            return Week;
        var days = new List<DayOfWeek>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-').Select(IndexOf).ToList();
            if (ends.Count > 2 || ends.Contains(-1))
                return null;
            // A range may span the weekend: Fri-Mon is four days.
            var length = (ends[^1] - ends[0] + Week.Length) % Week.Length;
            days.AddRange(Enumerable.Range(ends[0], length + 1).Select(index => Week[index % Week.Length]));
        }

        return days.Distinct().Count() == days.Count ? [.. days] : null;
    }

    /// <summary>A time of day such as <c>22:00</c>, up to <c>24:00</c>; null for anything else.</summary>
    public static TimeSpan? TimeOf(string text)
    {
        if (text is not [var h1, var h2, ':', var m1, var m2] || !new[] { h1, h2, m1, m2 }.All(char.IsAsciiDigit))
            return null;
        var (hours, minutes) = (Number(text[..2]), Number(text[3..]));
        var time = new TimeSpan(hours, minutes, 0);
        return minutes < 60 && time <= TimeSpan.FromDays(1) ? time : null;
    }

    private static int IndexOf(string name) =>
        name.Length < ShortestName
            ? -1
            : Week.Select(day => day.ToString())
                .ToList()
                .FindIndex(day =>
                    day.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || day[..ShortestName].Equals(name, StringComparison.OrdinalIgnoreCase)
                );

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
