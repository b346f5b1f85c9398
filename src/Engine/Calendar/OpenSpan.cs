namespace OlUpgrade.Calendar;

/// <summary>Time for which a window is open without a break, from its beginning up to, and without, its end.</summary>
public sealed record OpenSpan(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Holds(DateTimeOffset instant) => From <= instant && instant < Until;
}
