using System.Globalization;
using System.Reflection;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>How long the fuzz tests take, and which cases they play.</summary>
internal static class FuzzSettings
{
    /// <summary>Seconds for all parsers together.</summary>
    public const string SecondsVariable = "OLUPGRADE_FUZZ_SECONDS";

    /// <summary>The number of the first case. The same number makes the same bytes.</summary>
    public const string FromVariable = "OLUPGRADE_FUZZ_FROM";

    /// <summary>The only case to play.</summary>
    public const string CaseVariable = "OLUPGRADE_FUZZ_CASE";

    private const int DefaultSeconds = 60;

    public static int From { get; } = Number(FromVariable) ?? 0;

    public static int? Only { get; } = Number(CaseVariable);

    public static TimeSpan EachParser { get; } =
        TimeSpan.FromSeconds(Number(SecondsVariable) ?? DefaultSeconds) / Parsers().Count;

    public static IReadOnlyList<string> Parsers() =>
        [
            .. typeof(FuzzSettings)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Select(method => method.GetCustomAttribute<ParserAttribute>()?.Name)
                .OfType<string>(),
        ];

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
}
