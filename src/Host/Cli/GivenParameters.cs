using System.Collections.Immutable;
using OlUpgrade.Hosts;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Reads the values of <c>--param</c> and <c>--hosts</c>.</summary>
internal static class GivenParameters
{
    /// <summary>The values by name, or a sentence that says what is wrong.</summary>
    public static (Facts Values, string? Problem) Read(IEnumerable<string>? written)
    {
        var values = Facts.Empty;
        foreach (var pair in written ?? [])
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value])
                return (values, $"--param needs key=value, not \"{pair}\".");
            if (values.ContainsKey(name))
                return (values, $"--param {name} is set twice.");
            values = values.Add(name, value);
        }

        return (values, null);
    }

    /// <summary>The hosts (empty for all hosts of the runbook), or a sentence that says what is wrong.</summary>
    public static (ImmutableArray<string> Names, string? Problem) Hosts(string? written)
    {
        ImmutableArray<string> names =
        [
            .. (written ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
        return (names, written is not null && names.IsEmpty ? "--hosts needs names, as a,b." : null);
    }

    /// <summary>The sentence about a name that is not in the inventory.</summary>
    public static string NoSuchHost(string name, Inventory inventory) =>
        $"{name} is not in the inventory. Available: {string.Join(", ", inventory.Hosts.Select(host => host.Name))}.";
}
