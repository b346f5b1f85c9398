using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Workflows;

/// <summary>
/// The operators' own runbooks, copied with shorter waits and nothing else changed. A wait that the first of them has
/// no more is an error: the demo must not quietly become something else.
/// </summary>
internal static partial class DemoWorkflows
{
    private const string First = "security-patches.yaml";

    public static void Copy(string from, string to, DemoPace pace)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*.yaml"))
        {
            var name = Path.GetFileName(file);
            File.WriteAllText(Path.Combine(to, name), Shortened(name, File.ReadAllText(file), pace));
        }
    }

    /// <summary>The checkout's workflows folder, above the program or above the working folder.</summary>
    public static string Find() =>
        Above(Directory.GetCurrentDirectory())
        ?? Above(AppContext.BaseDirectory)
        ?? throw new DirectoryNotFoundException(
            $"No folder above has workflows/{First}. Run the demo from a checkout."
        );

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "workflows", First)))
                return Path.Combine(at.FullName, "workflows");
        }

        return null;
    }

    private static string Shortened(string name, string text, DemoPace pace)
    {
        (Regex Wait, string Shorter)[] waits =
        [
            (SoakDefault(), pace.Soak),
            (RebootSoak(), pace.RebootSoak),
            (HealthTimes(), $"3, every: {pace.HealthEvery}"),
            (PreflightRetry(), pace.RebootSoak),
        ];
        return waits.Aggregate(text, (shorter, wait) => Replace(name, shorter, wait.Wait, wait.Shorter));
    }

    private static string Replace(string name, string text, Regex wait, string shorter) =>
        wait.IsMatch(text) || name != First
            ? wait.Replace(text, shorter)
            : throw new InvalidDataException($"{name} has no \"{wait}\" any more: teach the demo its new waits.");

    [GeneratedRegex(@"(?<=description: quiet time after each stage\n    default: )\S+", RegexOptions.None, 1000)]
    private static partial Regex SoakDefault();

    [GeneratedRegex(@"(?<=reboot: \{timeout: 10m, soak: )60s", RegexOptions.None, 1000)]
    private static partial Regex RebootSoak();

    [GeneratedRegex(@"(?<=health: \{timeout: 5m, times: )3", RegexOptions.None, 1000)]
    private static partial Regex HealthTimes();

    [GeneratedRegex(@"(?<=preflight: clear\n    retry: \{attempts: 3, delay: )5m", RegexOptions.None, 1000)]
    private static partial Regex PreflightRetry();
}
