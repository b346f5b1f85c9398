using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// Whether a host is what it was, by its noted facts. Not compared: how often a container was restarted, and images
/// that came on top, because they change nothing that runs.
/// </summary>
public static class WayBackProof
{
    private const string ImagesFact = "images";
    private const string ContainersFact = "containers";
    private const int RestartsWord = 3;

    /// <summary>What is not as it was, a line each; empty when all is.</summary>
    public static IEnumerable<string> Differences(Facts before, Facts now) =>
        HostChanges.Between(Comparable(before), Comparable(WithoutNewImages(before, now)));

    private static Facts Comparable(Facts facts) =>
        facts.TryGetValue(ContainersFact, out var containers)
            ? facts.SetItem(ContainersFact, string.Join('\n', Lines(containers).Select(WithoutRestarts)))
            : facts;

    private static string WithoutRestarts(string container) =>
        string.Join(' ', container.Split(' ').Where((_, word) => word != RestartsWord));

    private static Facts WithoutNewImages(Facts before, Facts now)
    {
        if (!before.TryGetValue(ImagesFact, out var were) || !now.TryGetValue(ImagesFact, out var are))
            return now;
        var names = Lines(were).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return now.SetItem(ImagesFact, string.Join('\n', Lines(are).Where(image => names.Contains(NameOf(image)))));
    }

    private static string NameOf(string image) => image.Split(' ')[0];

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
