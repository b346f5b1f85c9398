using System.Globalization;
using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>The shell's built-in commands and the small tools that every host has.</summary>
internal static class PlainCommands
{
    private const int MaxNumbers = 10_000;

    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All =>
        [
            new("true", (_, _, _) => Task.FromResult(0)),
            new(":", (_, _, _) => Task.FromResult(0)),
            new("sync", (_, _, _) => Task.FromResult(0)),
            new("cd", (_, _, _) => Task.FromResult(0)),
            new("pwd", (scope, _, _) => SayAsync(scope, "/\n")),
            new("umask", (scope, _, _) => SayAsync(scope, "0022\n")),
            new("false", (_, _, _) => Task.FromResult(1)),
            new("echo", (scope, words, _) => SayAsync(scope, string.Join(' ', words.Skip(1)) + "\n")),
            new("printf", (scope, words, _) => SayAsync(scope, Formatted(words))),
            new("exit", (scope, words, _) => Task.FromResult(Exit(scope, words))),
            new("export", (scope, words, _) => Task.FromResult(Export(scope, words))),
            new("set", (scope, words, _) => Task.FromResult(Set(scope, words))),
            new("uname", (scope, w, _) =>
                SayAsync(scope, (w.Contains("-r") ? scope.Host.RunningKernel : "Linux") + "\n")
            ),
            new("hostname", (scope, _, _) => SayAsync(scope, scope.Host.Name + "\n")),
            new("id", (scope, words, _) => SayAsync(scope, words.Contains("-u") ? "0\n" : "uid=0(root)\n")),
            new("test", (scope, words, _) => Task.FromResult(Test(scope, [.. words.Skip(1)]))),
            new("[", (scope, words, _) => Task.FromResult(Test(scope, [.. words.Skip(1).SkipLast(1)]))),
            new("break", (scope, _, _) => Task.FromResult(Break(scope))),
            new("seq", (scope, words, _) => SayAsync(scope, Numbers(words))),
            new("sleep", SleepAsync),
            new("sudo", (scope, words, ct) => SimulatedCommands.RunWordsAsync(scope, AfterOptions(words, 0), ct)),
            new("timeout", (scope, words, ct) => SimulatedCommands.RunWordsAsync(scope, AfterOptions(words, 1), ct)),
        ];

    private static Task<int> SayAsync(ShellScope scope, string text)
    {
        scope.Output(text);
        return Task.FromResult(0);
    }

    private static int Exit(ShellScope scope, IReadOnlyList<string> words)
    {
        var code = words.Count > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) & 255 : scope.LastExit;
        scope.LastExit = code;
        scope.IsOver = true;
        return code;
    }

    private static int Break(ShellScope scope)
    {
        scope.LeavesLoop = true;
        return 0;
    }

    private static string Numbers(IReadOnlyList<string> words) =>
        string.Concat(
            Enumerable
                .Range(1, Math.Min(MaxNumbers, int.Parse(words[^1], CultureInfo.InvariantCulture)))
                .Select(number => $"{number}\n")
        );

    private static int Export(ShellScope scope, IReadOnlyList<string> words)
    {
        foreach (var parts in words.Skip(1).Select(word => word.Split('=', 2)).Where(parts => parts.Length == 2))
            scope.Variables[parts[0]] = parts[1];
        return 0;
    }

    private static int Set(ShellScope scope, IReadOnlyList<string> words)
    {
        foreach (var word in words.Skip(1))
        {
            if (word.StartsWith('-') && word.Contains('e', StringComparison.Ordinal))
                scope.StopsAtFailure = true;
            else if (word.StartsWith('+') && word.Contains('e', StringComparison.Ordinal))
                scope.StopsAtFailure = false;
            if (word is ['-' or '+', ..] && word.Contains('f', StringComparison.Ordinal))
                scope.KeepsStars = word[0] == '-';
        }

        return 0;
    }

    private static async Task<int> SleepAsync(
        ShellScope scope,
        IReadOnlyList<string> words,
        CancellationToken cancellation
    )
    {
        await scope.Host.PassAsync(
            TimeSpan.FromSeconds(double.Parse(words[1], CultureInfo.InvariantCulture)),
            cancellation
        );
        return 0;
    }

    private static List<string> AfterOptions(IReadOnlyList<string> words, int arguments) =>
        [.. words.Skip(1).SkipWhile(word => word.StartsWith('-')).Skip(arguments)];

    private static string Formatted(IReadOnlyList<string> words)
    {
        var format = words.ElementAtOrDefault(1) ?? "";
        var values = new Queue<string>(words.Skip(2));
        var parts = format
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\t", "\t", StringComparison.Ordinal)
            .Split("%s");
        var text = parts[0];
        foreach (var part in parts.Skip(1))
            text += (values.TryDequeue(out var value) ? value : "") + part;
        return text;
    }

    private static int Test(ShellScope scope, string[] words) =>
        words switch
        {
            ["!", .. var rest] => Test(scope, rest) == 0 ? 1 : 0,
            ["-n", var text] => text.Length > 0 ? 0 : 1,
            ["-z", var text] => text.Length == 0 ? 0 : 1,
            ["-e" or "-f" or "-s" or "-r", var path] => scope.Host.Files.ContainsKey(path) ? 0 : 1,
            [var text] => text.Length > 0 ? 0 : 1,
            [var left, "=", var right] => left == right ? 0 : 1,
            [var left, "!=", var right] => left != right ? 0 : 1,
            [var left, "-eq", var right] => Number(left) == Number(right) ? 0 : 1,
            [var left, "-ne", var right] => Number(left) != Number(right) ? 0 : 1,
            [var left, "-lt", var right] => Number(left) < Number(right) ? 0 : 1,
            [var left, "-le", var right] => Number(left) <= Number(right) ? 0 : 1,
            [var left, "-gt", var right] => Number(left) > Number(right) ? 0 : 1,
            [var left, "-ge", var right] => Number(left) >= Number(right) ? 0 : 1,
            [] => 1,
            _ => scope.Fail(2, $"sh: test: the simulated host does not know: {string.Join(' ', words)}"),
        };

    private static long Number(string text) => long.TryParse(text, out var number) ? number : 0;
}
