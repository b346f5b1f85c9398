namespace OlUpgrade.Spec.Support;

/// <summary>A temporary folder that is deleted with the test.</summary>
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

    /// <summary>Retries, because a process killed a moment ago may still write a last file.</summary>
    public void Dispose()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < MaxTries) { }
        }
    }
}
