using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Api;

/// <summary>The person who makes a call, as identified by <see cref="TokenCheck"/>.</summary>
internal static class CallerOf
{
    public static StaffStanding Caller(this HttpContext context) =>
        (StaffStanding)context.Items[typeof(StaffStanding)]!;
}
