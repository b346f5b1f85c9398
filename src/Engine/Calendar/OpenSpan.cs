namespace OlUpgrade.Calendar;

/// <summary>A time for which a window is open without a break; the end is exclusive.</summary>
public sealed record OpenSpan(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Contains(DateTimeOffset instant) => From <= instant && instant < Until;
}
