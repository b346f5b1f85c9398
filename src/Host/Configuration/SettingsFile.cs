namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// Reads the settings as written: the program's own <c>appsettings.json</c>, the one in the working folder, the one
/// that <c>--config</c> names, then environment variables <c>OLUPGRADE__…</c>; the later one wins.
/// </summary>
public static class SettingsFile
{
    /// <summary>The settings, or the sentence that says which key is not understood.</summary>
    public static (Settings? Settings, string? Problem) Read(string? named)
    {
        if (named is not null && !File.Exists(named))
            return (null, $"--config names {named}, which is not there.");
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath(named ?? "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build();
            var settings = configuration
                .GetSection(Settings.Section)
                .Get<Settings>(binder => binder.ErrorOnUnknownConfiguration = true);
            return (settings ?? new Settings(), null);
        }
        catch (Exception fault) when (fault is InvalidOperationException or InvalidDataException)
        {
            return (null, $"The configuration cannot be read: {fault.Message} {fault.InnerException?.Message}".Trim());
        }
    }
}
