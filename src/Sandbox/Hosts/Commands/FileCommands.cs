using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>Commands for files, processes and disk space, as far as runbooks use them.</summary>
internal static class FileCommands
{
    private const long BytesPerMegabyte = 1_048_576;

    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All =>
        [
            new("touch", (scope, words, _) => EachAsync(words, path => Touch(scope, path))),
            new("rm", (scope, words, _) => EachAsync(words, path => Remove(scope, path))),
            new("ls", (scope, words, _) => Task.FromResult(List(scope, words))),
            new("mv", (scope, words, _) => Task.FromResult(Move(scope, words))),
            new("command", (_, words, _) => Task.FromResult(words.ElementAtOrDefault(1) == "-v" ? 0 : 127)),
            new("pgrep", (scope, words, _) => Task.FromResult(Find(scope, words))),
            new("findmnt", (scope, _, _) => Task.FromResult(Free(scope))),
        ];

    private static Task<int> EachAsync(IReadOnlyList<string> words, Action<string> act)
    {
        foreach (var path in words.Skip(1).Where(word => !word.StartsWith('-')))
            act(path);
        return Task.FromResult(0);
    }

    private static void Touch(ShellScope scope, string path)
    {
        if (scope.Host.Files.TryAdd(path, "") && path == SimulatedHost.DrainedFile)
            scope.Note(EffectKind.Drained, path);
    }

    private static void Remove(ShellScope scope, string path)
    {
        if (scope.Host.Files.Remove(path) && path == SimulatedHost.DrainedFile)
            scope.Note(EffectKind.Returned, path);
    }

    private static int List(ShellScope scope, IReadOnlyList<string> words)
    {
        var code = 0;
        foreach (var path in words.Skip(1).Where(word => !word.StartsWith('-')))
        {
            if (scope.Host.Files.ContainsKey(path))
                scope.Output(path + "\n");
            else
                code = scope.Fail(2, $"ls: cannot access '{path}': No such file or directory");
        }

        return code;
    }

    private static int Find(ShellScope scope, IReadOnlyList<string> words)
    {
        var found = scope
            .Host.Processes.Where(line => Regex.IsMatch(line, words[^1], RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ToList();
        foreach (var line in found)
            scope.Output($"4242 {line}\n");
        return found.Count > 0 ? 0 : 1;
    }

    private static int Move(ShellScope scope, IReadOnlyList<string> words)
    {
        if (words is not [_, var from, var to] || !scope.Host.Files.Remove(from, out var text))
            return scope.Fail(1, $"mv: cannot stat '{words.ElementAtOrDefault(1)}': No such file or directory");
        scope.Host.Files[to] = text;
        return 0;
    }

    private static int Free(ShellScope scope)
    {
        scope.Output((scope.Host.DiskFreeMegabytes * BytesPerMegabyte).ToString(CultureInfo.InvariantCulture) + "\n");
        return 0;
    }
}
