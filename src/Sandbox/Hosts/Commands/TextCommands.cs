using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>Commands that read text from files or from a pipe, as far as runbooks use them.</summary>
internal static class TextCommands
{
    private static readonly TimeSpan MaxMatch = TimeSpan.FromSeconds(1);

    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All =>
        [
            new("cat", (scope, words, _) => Task.FromResult(Cat(scope, [.. words.Skip(1)]))),
            new("head", (scope, words, _) => Task.FromResult(Head(scope, [.. words]))),
            new("grep", (scope, words, _) => Task.FromResult(Grep(scope, [.. words]))),
            new("sed", (scope, words, _) => Task.FromResult(Sed(scope, [.. words]))),
        ];

    private static int Cat(ShellScope scope, string[] words)
    {
        var (text, code) = Read(scope, words.Where(word => word != "--"));
        scope.Output(text);
        return code;
    }

    private static int Head(ShellScope scope, string[] words)
    {
        if (
            words is not [_, "-n", var count, .. var files]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
        )
            return scope.Fail(1, "head: the simulated host knows only: head -n NUMBER [FILE…]");
        var (text, code) = Read(scope, files);
        foreach (var line in Lines(text).Take(lines))
            scope.Output(line + "\n");
        return code;
    }

    private static int Grep(ShellScope scope, string[] words)
    {
        if (words is not [_, "-E", var expression, .. var files])
            return scope.Fail(2, "grep: the simulated host knows only: grep -E PATTERN [FILE…]");
        var pattern = new Regex(expression, RegexOptions.None, MaxMatch);
        var (text, _) = Read(scope, files);
        var found = Lines(text).Where(line => pattern.IsMatch(line)).ToList();
        foreach (var line in found)
            scope.Output(line + "\n");
        return found.Count > 0 ? 0 : 1;
    }

    /// <summary>
    /// Prints matching lines after replacement: <c>sed -n 's,A,B,p'</c>, with groups as <c>\(…\)</c>.
    /// </summary>
    private static int Sed(ShellScope scope, string[] words)
    {
        if (
            words is not [_, "-n", ['s', var mark, ..] edit, .. var files]
            || edit.Split(mark) is not [_, var from, var to, "p"]
        )
            return scope.Fail(1, "sed: the simulated host knows only: sed -n 's,A,B,p' [FILE…]");
        var pattern = new Regex(Extended(from), RegexOptions.None, MaxMatch);
        var replacement = to.Replace("$", "$$", StringComparison.Ordinal).Replace('\\', '$');
        var (text, code) = Read(scope, files);
        foreach (var line in Lines(text).Where(line => pattern.IsMatch(line)))
            scope.Output(pattern.Replace(line, replacement, 1) + "\n");
        return code;
    }

    /// <summary>
    /// Translates a basic to an extended expression: groups are <c>\(…\)</c> in one and <c>(…)</c> in the other.
    /// </summary>
    private static string Extended(string basic) =>
        Regex.Replace(
            basic,
            @"\\?[()]",
            bracket => bracket.Value.Length == 1 ? @"\" + bracket.Value : bracket.Value[1..],
            RegexOptions.None,
            MaxMatch
        );

    private static (string Text, int Code) Read(ShellScope scope, IEnumerable<string> files)
    {
        var (text, code, isPiped) = ("", 0, true);
        foreach (var path in files)
        {
            isPiped = false;
            if (path == "/proc/sys/kernel/random/boot_id")
                text += scope.Host.ReadBootId() + "\n";
            else if (scope.Host.Files.TryGetValue(path, out var content))
                text += content;
            else
                code = scope.Fail(1, $"{path}: No such file or directory");
        }

        return (isPiped ? scope.Input : text, code);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
