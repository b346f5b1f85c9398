using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// Whether a host is as it was before, by its captured facts. The restarts of a container and additional images are not
/// compared, because they do not change what runs.
/// </summary>
public static class WayBackProof
{
    private const string ImagesFact = "images";
    private const string ContainersFact = "containers";
    private const int RestartsColumn = 3;

    /// <summary>What differs from before, a line each; empty if nothing does.</summary>
    public static IEnumerable<string> Differences(Facts before, Facts now) =>
        HostChanges.Between(Comparable(before), Comparable(WithoutNewImages(before, now)));

    private static Facts Comparable(Facts facts) =>
        facts.TryGetValue(ContainersFact, out var containers)
            ? facts.SetItem(ContainersFact, string.Join('\n', Lines(containers).Select(WithoutRestarts)))
            : facts;

    private static string WithoutRestarts(string container) =>
        string.Join(' ', container.Split(' ').Where((_, column) => column != RestartsColumn));

    private static Facts WithoutNewImages(Facts before, Facts now)
    {
        if (!before.TryGetValue(ImagesFact, out var earlier) || !now.TryGetValue(ImagesFact, out var current))
            return now;
        var names = Lines(earlier).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return now.SetItem(ImagesFact, string.Join('\n', Lines(current).Where(image => names.Contains(NameOf(image)))));
    }

    private static string NameOf(string image) => image.Split(' ')[0];

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
