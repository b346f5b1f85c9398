using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Runs;

namespace OlUpgrade.Outputs;

/// <summary>What one attempt printed, as it is in the data folder.</summary>
public sealed record AttemptOutput(StepKey Key, FileInfo File)
{
    /// <summary>The attempt within its run: <c>STAGE/HOST/STEP/ATTEMPT</c>.</summary>
    public string Name => string.Join('/', Parts);

    private string[] Parts =>
        [Key.Place.Stage, Key.Place.Host, Key.Place.Step, Key.Attempt.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The outputs of a run, in the order in which they were last written.</summary>
    public static ImmutableArray<AttemptOutput> Of(Run run, OutputFolder folder) =>
        [
            .. from step in run.Steps.Values
            from attempt in Enumerable.Range(1, step.Attempt)
            let key = new StepKey(run.Id, step.Place, attempt)
            let file = folder.Find(key)
            where file is not null
            orderby file.LastWriteTimeUtc, key.ToString()
            select new AttemptOutput(key, file),
        ];

    /// <summary>True if it is what people mean by a part of its name, such as <c>ol-web1/upgrade</c>.</summary>
    public bool IsOf(string where) => $"/{Name}/".Contains($"/{where.Trim('/')}/", StringComparison.Ordinal);

    /// <summary>The text, in UTF-8. Safe while the command still writes to it.</summary>
    public FileStream Open() => new(File.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
}
