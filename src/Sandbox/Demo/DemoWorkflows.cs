using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Demo;

/// <summary>
/// The operators' own runbooks, copied with shorter waits and nothing else changed. A wait that is not found any more
/// is an error: the demo must not quietly become something else.
/// </summary>
internal static partial class DemoWorkflows
{
    private const string Runbook = "security-patches.yaml";

    public static void Copy(string from, string to, DemoPace pace)
    {
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(from, "hosts.yaml"), Path.Combine(to, "hosts.yaml"));
        var text = File.ReadAllText(Path.Combine(from, Runbook));
        text = Replace(text, SoakDefault(), "default: " + pace.Soak);
        text = Replace(text, RebootSoak(), $"soak: {pace.RebootSoak}}}");
        text = Replace(text, HealthTimes(), $"times: 3, every: {pace.HealthEvery}}}");
        File.WriteAllText(Path.Combine(to, Runbook), text);
    }

    /// <summary>The checkout's workflows folder, above the program or above the working folder.</summary>
    public static string Find() =>
        Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory)
        ?? throw new DirectoryNotFoundException($"No folder above has workflows/{Runbook}. Run the demo from a checkout.");

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "workflows", Runbook)))
                return Path.Combine(at.FullName, "workflows");
        }

        return null;
    }

    private static string Replace(string text, Regex wait, string shorter) => wait.IsMatch(text)
        ? wait.Replace(text, shorter)
        : throw new InvalidDataException($"{Runbook} has no \"{wait}\" any more: teach the demo its new waits.");

    [GeneratedRegex(@"default: 5m", RegexOptions.None, 1000)]
    private static partial Regex SoakDefault();

    [GeneratedRegex(@"soak: 60s\}", RegexOptions.None, 1000)]
    private static partial Regex RebootSoak();

    [GeneratedRegex(@"times: 3\}", RegexOptions.None, 1000)]
    private static partial Regex HealthTimes();
}
