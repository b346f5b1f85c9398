using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Hosting.People;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Everyone's token as a table; times are in UTC.</summary>
internal static class TokenTable
{
    public static Table Of(ImmutableArray<KnownToken> tokens, DateTimeOffset now)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "ID", "made", "expires", "last used");
        foreach (var token in tokens)
        {
            table.AddRow(
                Markup.Escape(token.Name),
                token.Id,
                Time(token.Made) ?? "by an earlier release",
                token.HasExpired(now)
                    ? $"expired {Time(token.Expires)}"
                    : Time(token.Expires) ?? $"{TokenFile.DefaultDays} days after the next start",
                Time(token.Used) ?? "never"
            );
        }

        return table;
    }

    private static string? Time(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
