using System.Diagnostics;
using System.Text;
using OlUpgrade.Sandbox.Hosts.Commands;
using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// A small shell for simulated hosts that runs scripts in the host's own time. A command that it does not know fails
/// with 127 and a message, like one that is not installed.
/// </summary>
internal static class SimulatedCommands
{
    private static readonly Dictionary<string, SimulatedCommand> Known = new([
        .. PlainCommands.All,
        .. TextCommands.All,
        .. FileCommands.All,
        .. AptCommands.All,
        .. PackageLocks.All,
        .. SystemctlCommands.All,
        .. DockerCommands.All,
    ]);

    public static async Task<int> RunAsync(ShellScope scope, string script, CancellationToken cancellation)
    {
        await RunAsync(scope, ShellParser.Parse(script), isCondition: false, cancellation);
        return scope.LastExit;
    }

    private static async Task<int> RunAsync(
        ShellScope scope,
        ShellCommand command,
        bool isCondition,
        CancellationToken cancellation
    )
    {
        if (scope.IsOver || scope.LeavesLoop)
            return scope.LastExit;
        var code = await PerformAsync(scope, command, isCondition, cancellation);
        if (!scope.IsOver)
            scope.LastExit = code;
        var mayStop = command is ShellCommand.Simple or ShellCommand.Pipe or ShellCommand.Unknown;
        if (code != 0 && mayStop && !isCondition && scope.StopsAtFailure)
            scope.IsOver = true;
        return scope.LastExit;
    }

    private static async Task<int> PerformAsync(
        ShellScope scope,
        ShellCommand command,
        bool isCondition,
        CancellationToken cancellation
    )
    {
        switch (command)
        {
            case ShellCommand.Sequence list:
                var code = 0;
                foreach (var part in list.Commands)
                    code = await RunAsync(scope, part, isCondition, cancellation);
                return code;
            case ShellCommand.And(var left, var right):
                var first = await RunAsync(scope, left, isCondition: true, cancellation);
                return first == 0 ? await RunAsync(scope, right, isCondition, cancellation) : first;
            case ShellCommand.Or(var left, var right):
                return await RunAsync(scope, left, isCondition: true, cancellation) == 0
                    ? 0
                    : await RunAsync(scope, right, isCondition, cancellation);
            case ShellCommand.Pipe pipe:
                return await RunAsync(scope, pipe, isCondition, cancellation);
            case ShellCommand.Not(var inner):
                return await RunAsync(scope, inner, isCondition: true, cancellation) == 0 ? 1 : 0;
            case ShellCommand.If branch:
                return await RunAsync(scope, branch, isCondition, cancellation);
            case ShellCommand.For loop:
                return await RunAsync(scope, loop, isCondition, cancellation);
            case ShellCommand.Simple simple:
                return await RunAsync(scope, simple, cancellation);
            case ShellCommand.Unknown unknown:
                return scope.Fail(127, $"sh: the simulated host does not know: {unknown.What}");
            default:
                throw new UnreachableException($"No way to run {command.GetType().Name}.");
        }
    }

    private static async Task<int> RunAsync(
        ShellScope scope,
        ShellCommand.Pipe pipe,
        bool isCondition,
        CancellationToken cancellation
    )
    {
        var passed = new StringBuilder();
        var left = scope with { Variables = new(scope.Variables), Output = text => passed.Append(text) };
        await RunAsync(left, pipe.Left, isCondition, cancellation);
        var right = scope with { Variables = new(scope.Variables), Input = passed.ToString() };
        return await RunAsync(right, pipe.Right, isCondition, cancellation);
    }

    private static async Task<int> RunAsync(
        ShellScope scope,
        ShellCommand.If branch,
        bool isCondition,
        CancellationToken cancellation
    )
    {
        if (await RunAsync(scope, branch.Condition, isCondition: true, cancellation) == 0)
            return await RunAsync(scope, branch.Then, isCondition, cancellation);
        return branch.Otherwise is { } otherwise ? await RunAsync(scope, otherwise, isCondition, cancellation) : 0;
    }

    private static async Task<int> RunAsync(
        ShellScope scope,
        ShellCommand.For loop,
        bool isCondition,
        CancellationToken cancellation
    )
    {
        var code = 0;
        foreach (var value in await ShellExpansion.WordsAsync(scope, loop.Values, cancellation))
        {
            scope.Variables[loop.Name] = value;
            code = await RunAsync(scope, loop.Body, isCondition, cancellation);
            if (scope.IsOver || scope.LeavesLoop)
                break;
        }

        scope.LeavesLoop = false;
        return code;
    }

    private static async Task<int> RunAsync(
        ShellScope scope,
        ShellCommand.Simple simple,
        CancellationToken cancellation
    )
    {
        var assigned = simple.Words.TakeWhile(IsAssignment).Count();
        var words = await ShellExpansion.WordsAsync(scope, simple.Words[assigned..], cancellation);
        var inner = words.Count == 0 ? scope : scope with { Variables = new(scope.Variables) };
        foreach (var word in simple.Words[..assigned])
        {
            var text = (await ShellExpansion.TextAsync(scope, word, cancellation)).Split('=', 2);
            inner.Variables[text[0]] = text[1];
        }

        if (words.Count == 0)
            return 0;
        // Only variables that the command itself sets for the script may outlive it.
        var target = assigned == 0 ? scope : inner;
        return await RunAsync(target, words, simple.Redirections, cancellation);
    }

    private static bool IsAssignment(ShellWord word) =>
        word.Parts is [ShellWord.Text { IsQuoted: false } text, ..]
        && text.Value.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        && text.Value[..at].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static async Task<int> RunAsync(
        ShellScope scope,
        IReadOnlyList<string> words,
        IReadOnlyList<ShellCommand.Redirection> redirections,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Known.TryGetValue(words[0], out var command))
            return scope.Fail(127, $"sh: {words[0]}: not found");
        if (redirections.Count == 0)
            return await command(scope, words, cancellation);
        var redirected = await ShellRedirection.ApplyAsync(scope, redirections, cancellation);
        var code = await command(redirected.Scope, words, cancellation);
        redirected.Finish();
        (scope.IsOver, scope.StopsAtFailure) = (redirected.Scope.IsOver, redirected.Scope.StopsAtFailure);
        if (scope.IsOver)
            scope.LastExit = redirected.Scope.LastExit;
        return code;
    }

    /// <summary>Runs the words after a prefix like <c>sudo</c> or <c>timeout</c>.</summary>
    public static Task<int> RunWordsAsync(
        ShellScope scope,
        IReadOnlyList<string> words,
        CancellationToken cancellation
    ) => words.Count == 0 ? Task.FromResult(0) : RunAsync(scope, words, [], cancellation);

    /// <summary>The output of a script without trailing newlines, as in <c>$(…)</c>.</summary>
    public static async Task<string> SubstituteAsync(ShellScope scope, string script, CancellationToken cancellation)
    {
        var printed = new StringBuilder();
        var inner = scope with { Variables = new(scope.Variables), Output = text => printed.Append(text) };
        scope.LastExit = await RunAsync(inner, script, cancellation);
        return printed.ToString().TrimEnd('\n');
    }
}
