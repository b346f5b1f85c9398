using System.Text.RegularExpressions;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Recognises an inventory in Ansible's INI format, so that it is named instead of misread as YAML.</summary>
internal static partial class IniInventory
{
    /// <summary>
    /// Where it shows: its first line is a section, or a host with settings, or a bare name and a section follows. Null
    /// for any other text.
    /// </summary>
    public static Position? PlaceIn(string text)
    {
        var lines = text.Split('\n').Index().Where(line => Meaning().IsMatch(line.Item)).ToList();
        if (lines is not [var first, ..])
            return null;
        var isIni =
            Section().IsMatch(first.Item)
            || HostWithSettings().IsMatch(first.Item)
            || (BareName().IsMatch(first.Item) && lines.Any(line => Section().IsMatch(line.Item)));
        return isIni ? new(first.Index + 1, 1) : null;
    }

    public static string Sentence(string file) =>
        "this is an INI inventory, and inventories are read as YAML: convert it with "
        + $"`ansible-inventory -i {file} --list --yaml`";

    [GeneratedRegex(@"^\s*[^\s#;]", Options, 1000)]
    private static partial Regex Meaning();

    [GeneratedRegex(@"^\[[A-Za-z0-9_.-]+(:(vars|children|hosts))?\]\s*([#;].*)?$", Options, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^[A-Za-z0-9][^\s=]*(\s+[A-Za-z_][A-Za-z0-9_]*=\S*)+\s*([#;].*)?$", Options, 1000)]
    private static partial Regex HostWithSettings();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.:\[\]-]*[A-Za-z0-9_.\]-]\s*([#;].*)?$", Options, 1000)]
    private static partial Regex BareName();

    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
}
