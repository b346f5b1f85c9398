using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>Who makes a call, as <see cref="TokenFilter"/> found out.</summary>
internal static class CallerOf
{
    public static Person Caller(this HttpContext context) => (Person)context.Items[typeof(Person)]!;
}
