using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>
/// docker and docker compose as far as runbooks use them. A container that restarts in a loop keeps doing so.
/// </summary>
internal static class DockerCommands
{
    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All => [new("docker", DockerAsync)];

    private static async Task<int> DockerAsync(
        ShellScope scope,
        IReadOnlyList<string> words,
        CancellationToken cancellation
    )
    {
        var verb = words.ElementAtOrDefault(1);
        switch (verb)
        {
            case "ps":
                return List(scope, words);
            case "inspect":
                return Inspect(scope, words);
            case "image" or "pull" or "tag":
                await scope.Host.PassAsync(TimeSpan.FromSeconds(1), cancellation);
                return DockerImages.Run(scope, words);
            case "start" or "restart":
                await scope.Host.PassAsync(TimeSpan.FromSeconds(1), cancellation);
                return Start(scope, [.. words.Skip(2).Where(IsName)]);
            case "compose" when words.Contains("up"):
                await scope.Host.PassAsync(TimeSpan.FromSeconds(3), cancellation);
                return Up(scope, [.. words.SkipWhile(word => word != "up").Skip(1).Where(IsName)]);
            default:
                return scope.Fail(1, $"docker: '{verb}' is not a docker command on the simulated host.");
        }
    }

    private static bool IsName(string word) => !word.StartsWith('-');

    private static int List(ShellScope scope, IReadOnlyList<string> words)
    {
        var format = Format(words) ?? "{{.Names}}\t{{.Image}}\t{{.Status}}";
        var shown = scope.Host.Containers.Values.Where(container =>
            container.State != "exited" || words.Contains("-a") || words.Contains("--all")
        );
        foreach (var container in shown.ToArray())
            scope.Output(Filled(format, container) + "\n");
        return 0;
    }

    private static int Inspect(ShellScope scope, IReadOnlyList<string> words)
    {
        var format = Format(words) ?? "{{.Name}}";
        var names = words.Skip(2).Where(word => word != format && !word.StartsWith('-'));
        var code = 0;
        foreach (var name in names)
        {
            if (scope.Host.Containers.TryGetValue(name, out var container))
                scope.Output(Filled(format, container) + "\n");
            else
                code = scope.Fail(1, $"Error: No such object: {name}");
        }

        return code;
    }

    private static string? Format(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] is "--format" or "-f" && at + 1 < words.Count)
                return words[at + 1];
            if (words[at].StartsWith("--format=", StringComparison.Ordinal))
                return words[at]["--format=".Length..];
        }

        return null;
    }

    private static string Filled(string format, SimulatedContainer container) =>
        format
            .Replace("{{.Names}}", container.Name, StringComparison.Ordinal)
            .Replace("{{.Name}}", "/" + container.Name, StringComparison.Ordinal)
            .Replace("{{.Image}}", container.Image, StringComparison.Ordinal)
            .Replace("{{.Config.Image}}", container.Image, StringComparison.Ordinal)
            .Replace("{{.State}}", container.State, StringComparison.Ordinal)
            .Replace("{{.State.Status}}", container.State, StringComparison.Ordinal)
            .Replace("{{.State.Running}}", container.IsRunning ? "true" : "false", StringComparison.Ordinal)
            .Replace("{{.RestartCount}}", $"{container.Restarts}", StringComparison.Ordinal)
            .Replace("{{.Status}}", container.IsRunning ? "Up 5 minutes" : container.State, StringComparison.Ordinal);

    private static int Start(ShellScope scope, string[] names)
    {
        var code = 0;
        foreach (var name in names)
            code = scope.Host.Containers.ContainsKey(name) ? code : scope.Fail(1, $"Error: No such container: {name}");
        Run(scope, [.. names.Where(scope.Host.Containers.ContainsKey)]);
        return code;
    }

    /// <summary>Starts the containers whose names contain a service's name; without names, all of them.</summary>
    private static int Up(ShellScope scope, string[] services)
    {
        var names = scope
            .Host.Containers.Keys.ToArray()
            .Where(name =>
                services.Length == 0 || services.Any(service => name.Contains(service, StringComparison.Ordinal))
            );
        Run(scope, [.. names.Select(name => Recreated(scope.Host, name))]);
        return 0;
    }

    /// <summary>Recreates the container if its image name now means another image.</summary>
    private static string Recreated(SimulatedHost host, string name)
    {
        lock (host.Gate)
        {
            var container = host.Containers[name];
            if (host.Images.TryGetValue(container.Image, out var id) && id != container.ImageId)
                host.Containers[name] = container with { ImageId = id, State = "exited" };
        }

        return name;
    }

    private static void Run(ShellScope scope, string[] names)
    {
        foreach (var name in names)
        {
            lock (scope.Host.Gate)
            {
                var container = scope.Host.Containers[name];
                if (container.State != "exited")
                    continue;
                scope.Host.Containers[name] = container with { State = "running", Restarts = 0 };
            }

            scope.Note(EffectKind.ContainersStarted, name);
            scope.Output($" Container {name}  Started\n");
        }
    }
}
