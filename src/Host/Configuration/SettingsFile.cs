namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// Reads the settings as written. In this order, later ones win: <c>appsettings.json</c> beside the program, the file
/// given by <c>--config</c>, and environment variables <c>OLUPGRADE__…</c>. The one in the working folder is read only
/// if no file is named, and only if nobody else can write it: whoever can decides where the tokens go.
/// </summary>
public static class SettingsFile
{
    private const string FileName = "appsettings.json";

    private static readonly string[] Secrets = ["Slack:BotToken", "Slack:AppToken", "GitHub:Token"];

    private static string Beside => Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>The files that settings are read from, whether or not they exist; later ones win.</summary>
    /// <param name="named">The file given by <c>--config</c>; null for none.</param>
    public static IReadOnlyList<string> Files(string? named) => [Beside, Path.GetFullPath(named ?? FileName)];

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
        var (file, problem) = named is null ? InWorkingFolder() : (Path.GetFullPath(named), null);
        if (problem is not null)
            return (null, problem);
        try
        {
            var builder = new ConfigurationBuilder().AddJsonFile(Beside, optional: true);
            if (file is not null)
                builder.AddJsonFile(file, optional: true);
            var configuration = builder.AddEnvironmentVariables().Build();
            var settings = configuration
                .GetSection(Settings.Section)
                .Get<Settings>(binder => binder.ErrorOnUnknownConfiguration = true);
            settings ??= new Settings();
            return UnusableValue.In(settings, Settings.Section) is { } unusable
                ? (null, $"The settings cannot be read: {unusable}")
                : (settings, null);
        }
        catch (Exception fault) when (fault is InvalidOperationException or InvalidDataException)
        {
            return (null, $"The settings cannot be read: {fault.Message} {Cause(fault)}".Trim());
        }
    }

    private static (string? File, string? Problem) InWorkingFolder()
    {
        var file = Path.GetFullPath(FileName);
        if (file == Beside || !File.Exists(file))
            return (null, null);
        return FileTrust.ProblemOf(file) is { } problem
            ? (null, $"{file} is not read: {problem} Or name a file with --config.")
            : (file, null);
    }

    // For broken JSON the innermost exception is the one that names the line.
    private static string? Cause(Exception fault) =>
        fault.GetBaseException() is { } cause && cause != fault ? cause.Message : null;
}
