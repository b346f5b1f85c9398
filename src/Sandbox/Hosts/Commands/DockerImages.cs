using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>docker's verbs for images as far as runbooks use them. A pull always succeeds.</summary>
internal static class DockerImages
{
    public static int Run(ShellScope scope, IReadOnlyList<string> words) =>
        words switch
        {
            [_, "image", "inspect", .., var name] => Inspect(scope, name),
            [_, "pull", .., var name] => Put(scope, name, $"sha256:{name.Length:x4}"),
            [_, "tag", var from, var to] => scope.Host.Images.TryGetValue(from, out var id)
                ? Put(scope, to, id)
                : Missing(scope, from),
            _ => scope.Fail(1, $"docker: the simulated host does not know: {string.Join(' ', words)}"),
        };

    private static int Inspect(ShellScope scope, string name)
    {
        if (!scope.Host.Images.TryGetValue(name, out var id))
            return Missing(scope, name);
        scope.Output(id + "\n");
        return 0;
    }

    private static int Put(ShellScope scope, string name, string id)
    {
        lock (scope.Host.Gate)
            scope.Host.Images[name] = id;
        scope.Note(EffectKind.FileWritten, $"image {name}");
        return 0;
    }

    private static int Missing(ShellScope scope, string name) =>
        scope.Fail(1, $"Error response from daemon: No such image: {name}");
}
