using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Asks this machine's <c>sh</c> whether the scripts of a file are shell scripts at all: <c>sh -n</c> reads each from
/// its standard input and runs nothing. Hosts run scripts with <c>sh</c> too.
/// </summary>
internal static partial class ScriptSyntax
{
    /// <summary>How long all scripts of a file may take; what is left then is said not to be checked.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    private const int MaxSentence = 300;

    /// <summary>What is wrong with the scripts.</summary>
    /// <returns>The note says why some were not checked; null if all were.</returns>
    public static async Task<(IReadOnlyList<Problem> Problems, string? Note)> ProblemsInAsync(
        string file,
        byte[] bytes,
        CancellationToken cancellation
    )
    {
        var problems = new List<Problem>();
        using var limit = new CancellationTokenSource(Within, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            foreach (var script in WrittenScripts.In(bytes))
            {
                if (await RefusalAsync(script.Text, either.Token) is { } refusal)
                    problems.Add(ProblemOf(file, script, refusal));
            }
        }
        catch (Win32Exception)
        {
            return (problems, "There is no sh on this machine, so the syntax of the scripts was not checked.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (problems, $"sh took more than {Within.TotalSeconds:0} s: not every script of {file} was checked.");
        }

        return (problems, null);
    }

    private static Problem ProblemOf(string file, WrittenScript script, string refusal)
    {
        var match = Line().Match(refusal.Split('\n')[0]);
        var line = match.Success ? int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture) : 1;
        var words = match.Success ? match.Groups["words"].Value : refusal.Split('\n')[0];
        var (at, column) = script.PlaceOf(line);
        return new(file, at, column, $"`{script.Key}` is no shell script; `sh -n` says: {Shown(words)}");
    }

    private static string Shown(string words) =>
        string.Concat(words.Take(MaxSentence).Where(character => !char.IsControl(character)));

    /// <summary>What sh prints if it does not understand the script; null if it does.</summary>
    private static async Task<string?> RefusalAsync(string script, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("sh", ["-n"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellation);
            var printed = process.StandardOutput.ReadToEndAsync(cancellation);
            await FeedAsync(process, script, cancellation);
            await printed;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? null : await said;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task FeedAsync(Process process, string script, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(script.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has read enough: it stops at the first line that it does not understand.
        }
    }

    // dash: "sh: 3: Syntax error: …"; bash: "sh: line 3: syntax error …".
    [GeneratedRegex(
        @"^[^:]*: (line )?(?<line>[0-9]{1,6}): (?<words>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Line();
}
