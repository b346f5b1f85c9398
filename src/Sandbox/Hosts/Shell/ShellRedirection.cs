using System.Text;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>A scope with redirected output.</summary>
/// <param name="Finish">Call when the command has ended; writes the files.</param>
internal sealed record ShellRedirection(ShellScope Scope, Action Finish)
{
    public static async Task<ShellRedirection> ApplyAsync(
        ShellScope scope,
        IReadOnlyList<ShellCommand.Redirection> redirections,
        CancellationToken cancellation
    )
    {
        var (inner, finish) = (scope with { }, (Action)(() => { }));
        foreach (var redirection in redirections)
        {
            var path = redirection.Target is { } word ? await ShellExpansion.TextAsync(scope, word, cancellation) : "";
            switch (redirection.Operator)
            {
                case "2>&1":
                    inner = inner with { Error = inner.Output };
                    break;
                case ">&2":
                    inner = inner with { Output = inner.Error };
                    break;
                case "2>":
                    inner = inner with { Error = static _ => { } };
                    break;
                case ">" or ">>" when path == "/dev/null":
                    inner = inner with { Output = static _ => { } };
                    break;
                case ">" or ">>":
                    var before = redirection.Operator == ">>" ? scope.Host.Files.GetValueOrDefault(path, "") : "";
                    var text = new StringBuilder(before);
                    inner = inner with { Output = printed => text.Append(printed) };
                    finish += () => Write(scope, path, text.ToString());
                    break;
            }
        }

        return new(inner, finish);
    }

    private static void Write(ShellScope scope, string path, string text)
    {
        lock (scope.Host.Gate)
            scope.Host.Files[path] = text;
        scope.Note(EffectKind.FileWritten, path);
    }
}
