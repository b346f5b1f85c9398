using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>The person who makes a call, as identified by <see cref="TokenFilter"/>.</summary>
internal static class CallerOf
{
    public static Person Caller(this HttpContext context) => (Person)context.Items[typeof(Person)]!;
}
