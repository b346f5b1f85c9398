using System.Globalization;
using System.Security.Cryptography;
using OlUpgrade.GitHub;

namespace OlUpgrade.Hosting.GitHub;

/// <summary>
/// The key of the markers on GitHub, in the data folder: made at the first start, read at every later one. Without the
/// file, as after a restored backup, a new one is made; what was written before it is still found.
/// </summary>
public static class MarkerKeyFile
{
    /// <summary>The file's name in the data folder.</summary>
    public const string Name = "marker-key";

    private const int KeyLength = 32;

    // GitHub's clock and ours may differ.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The markers of this data folder.</summary>
    public static GitHubMarkers Read(string dataFolder, TimeProvider time)
    {
        var path = Path.Combine(dataFolder, Name);
        if (!File.Exists(path))
            Make(path, time.GetUtcNow());
        var words = File.ReadAllText(path).Trim().Split(' ', 2);
        return
            words is [var key, var since]
            && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.None, out var made)
            && key.Length == 2 * KeyLength
            && key.All(char.IsAsciiHexDigit)
            ? GitHubMarkers.Of(Convert.FromHexString(key), made + ClockSkew)
            : throw new InvalidDataException($"{path} is not a marker key. Delete it; a new one is made at the start.");
    }

    private static void Make(string path, DateTimeOffset now)
    {
        Storage.Sqlite.DataFolder.MakePrivate(path + ".new");
        File.WriteAllText(
            path + ".new",
            $"{RandomNumberGenerator.GetHexString(2 * KeyLength, lowercase: true)} {now:O}\n"
        );
        File.Move(path + ".new", path, overwrite: true);
    }
}
