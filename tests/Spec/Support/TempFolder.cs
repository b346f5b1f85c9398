namespace OlUpgrade.Spec.Support;

/// <summary>A folder of the test's own, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    private const int MaxTries = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-spec-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>Whatever was killed a moment ago may still write its last file while the folder is emptied.</summary>
    public void Dispose()
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                _folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (tried < MaxTries) { }
        }
    }
}
