using System.Collections.Immutable;
using OlUpgrade.Sandbox.Hosts.Commands;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// What really is on a simulated host at one moment, each thing by its name: packages, running kernel, images,
/// containers with their images, known files, drained or not. Comparing two states shows whether a rollback did what
/// the journal claims.
/// </summary>
public sealed record SimulatedState(ImmutableSortedDictionary<string, string> Things)
{
    private const string KeptTag = ":rollback-";

    public static SimulatedState Of(SimulatedHost host) =>
        new(
            host.Packages.Select(one => ($"package {one.Key}", one.Value))
                .Concat(host.Images.Where(IsNotKept).Select(one => ($"image {one.Key}", one.Value)))
                .Concat(
                    host.Containers.Values.Select(one =>
                        ($"container {one.Name}", $"{one.State} {one.Image} {one.ImageId}")
                    )
                )
                .Concat(KnownFiles.All.Select(file => (file.Key, KnownFiles.Read(host, file.Value))))
                .Append(("kernel", host.RunningKernel))
                .Append(("balancer", host.IsDrained ? "drained" : "in rotation"))
                .ToImmutableSortedDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal)
        );

    /// <summary>
    /// What differs, a sentence each. An additional image does not count: it changes nothing that runs.
    /// </summary>
    public IEnumerable<string> DifferencesTo(SimulatedState now) =>
        from name in Things.Keys.Union(now.Things.Keys).Order(StringComparer.Ordinal)
        let was = Things.GetValueOrDefault(name)
        let isNow = now.Things.GetValueOrDefault(name)
        where was != isNow && !(was is null && name.StartsWith("image ", StringComparison.Ordinal))
        select $"{name}: {was ?? "nothing"}, now {isNow ?? "nothing"}";

    private static bool IsNotKept(KeyValuePair<string, string> image) =>
        !image.Key.Contains(KeptTag, StringComparison.Ordinal);
}
