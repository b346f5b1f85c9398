using System.Text.Json;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// Which GitHub account each listed login belonged to when it was first seen, kept in a file. GitHub frees logins, and
/// somebody else may take one: a comment of another account under a listed login is nobody's.
/// </summary>
public sealed class GitHubPins(string path)
{
    private readonly Lock _gate = new();

    /// <summary>
    /// True when the login is this account's. The first account that is seen under a listed login is taken for its
    /// owner; to change that, remove the login from the file.
    /// </summary>
    public bool IsTheirs(string login, long accountId)
    {
        var key = login.ToLowerInvariant();
        lock (_gate)
        {
            var pins = Read();
            if (pins.TryGetValue(key, out var known))
                return known == accountId;
            pins[key] = accountId;
            Storage.Sqlite.DataFolder.MakePrivate(path + ".new");
            File.WriteAllText(path + ".new", JsonSerializer.Serialize(pins));
            File.Move(path + ".new", path, overwrite: true);
            return true;
        }
    }

    private Dictionary<string, long> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(path)) ?? [] : [];
}
