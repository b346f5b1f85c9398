namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// Reads the settings as written. In this order, later ones win: <c>appsettings.json</c> beside the program, the one in
/// the working folder, the file given by <c>--config</c>, and environment variables <c>OLUPGRADE__…</c>.
/// </summary>
public static class SettingsFile
{
    private static readonly string[] Secrets = ["Slack:BotToken", "Slack:AppToken", "GitHub:Token"];

    /// <summary>The files that settings are read from, whether or not they exist; later ones win.</summary>
    /// <param name="named">The file given by <c>--config</c>; null for none.</param>
    public static IReadOnlyList<string> Files(string? named) =>
        [
            Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
            Path.GetFullPath("appsettings.json"),
            Path.GetFullPath(named ?? "appsettings.json"),
        ];

    /// <summary>True if a secret is written in this file of settings itself.</summary>
    internal static bool HoldsSecrets(string file)
    {
        var written = new ConfigurationBuilder().AddJsonFile(file).Build().GetSection(Settings.Section);
        return Secrets.Any(name => written[name] is { Length: > 0 });
    }

    /// <summary>The settings, or a sentence about the file or key that cannot be read.</summary>
    /// <param name="named">The file given by <c>--config</c>; null for none.</param>
    public static (Settings? Settings, string? Problem) Read(string? named)
    {
        if (named is not null && !File.Exists(named))
            return (null, $"--config is {named}, which does not exist.");
        try
        {
            var builder = new ConfigurationBuilder();
            foreach (var file in Files(named))
                builder.AddJsonFile(file, optional: true);
            var configuration = builder.AddEnvironmentVariables().Build();
            var settings = configuration
                .GetSection(Settings.Section)
                .Get<Settings>(binder => binder.ErrorOnUnknownConfiguration = true);
            return (settings ?? new Settings(), null);
        }
        catch (Exception fault) when (fault is InvalidOperationException or InvalidDataException)
        {
            return (null, $"The settings cannot be read: {fault.Message} {Cause(fault)}".Trim());
        }
    }

    // For broken JSON the innermost exception is the one that names the line.
    private static string? Cause(Exception fault) =>
        fault.GetBaseException() is { } cause && cause != fault ? cause.Message : null;
}
