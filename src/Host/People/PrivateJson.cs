using System.Text.Json;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// A file of names and values that only its owner can read. It is replaced as a whole, so that whoever reads it sees
/// the old or the new one.
/// </summary>
internal sealed class PrivateJson<T>(string path)
{
    /// <summary>
    /// What it holds; nothing if there is no file. Throws a <see cref="JsonException"/> if it holds something else.
    /// </summary>
    public Dictionary<string, T> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, T>>(File.ReadAllText(path)) ?? [] : [];

    public void Write(Dictionary<string, T> values)
    {
        DataFolder.MakePrivate(path + ".new");
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(values));
        File.Move(path + ".new", path, overwrite: true);
    }
}
