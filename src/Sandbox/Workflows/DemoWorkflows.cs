using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Workflows;

/// <summary>
/// Copies the operators' own runbooks with shorter waits and no other change. If the first of them no longer has one of
/// these waits, copying fails, so that the demo cannot drift unnoticed.
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

    /// <summary>Finds the checkout's workflows folder, in or above the working folder or the program's own.</summary>
    public static string Find() =>
        Above(Directory.GetCurrentDirectory())
        ?? Above(AppContext.BaseDirectory)
        ?? throw new DirectoryNotFoundException(
            $"No parent folder has workflows/{First}. Run the demo from a checkout."
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
            : throw new InvalidDataException($"{name} no longer has \"{wait}\". Update the demo's waits.");

    [GeneratedRegex(@"(?<=description: quiet time after each stage\n    default: )\S+", RegexOptions.None, 1000)]
    private static partial Regex SoakDefault();

    [GeneratedRegex(@"(?<=reboot: \{timeout: 10m, soak: )60s", RegexOptions.None, 1000)]
    private static partial Regex RebootSoak();

    [GeneratedRegex(@"(?<=health: \{timeout: 5m, times: )3", RegexOptions.None, 1000)]
    private static partial Regex HealthTimes();

    [GeneratedRegex(@"(?<=preflight: clear\n    retry: \{attempts: 3, delay: )5m", RegexOptions.None, 1000)]
    private static partial Regex PreflightRetry();
}
