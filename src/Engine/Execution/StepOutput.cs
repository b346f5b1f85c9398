using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;

namespace OlUpgrade.Execution;

/// <summary>
/// Takes what an attempt prints, line by line, without its secrets: all of it into a file, the beginning into the log,
/// the end into the outcome.
/// </summary>
internal sealed class StepOutput(StepKey key, OutputFolder folder, Redactor redactor, ILogger logger) : IDisposable
{
    /// <summary>Lines of output in the log for one attempt.</summary>
    private const int MaxLoggedLines = 2_000;

    private readonly OutputCleaner _cleaner = new(redactor);
    private readonly OutputTail _tail = new();
    private readonly OutputFile _file = folder.Open(key);
    private int _lines;

    public void Add(string line)
    {
        if (_cleaner.Clean(line) is not { } cleaned)
            return;
        _tail.Add(cleaned);
        _file.Add(cleaned);
        if (++_lines <= MaxLoggedLines)
            logger.LogInformation("{Step} | {Line}", key, cleaned);
        if (_lines == MaxLoggedLines)
            logger.LogInformation("{Step} | output continues: `olupgrade output {Run}` shows it", key, key.Run);
    }

    /// <summary>The outcome with the end of the output, and with the size and digest of its file.</summary>
    public Outcome AddTo(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded done => new Outcome.Succeeded(AddTo(done.Evidence)),
            Outcome.Failed failed => new Outcome.Failed(failed.Failure, AddTo(failed.Evidence)),
            Outcome.Unknown => outcome,
            _ => throw new UnreachableException("A fourth outcome."),
        };

    public void Dispose() => _file.Dispose();

    private Facts AddTo(Facts evidence)
    {
        var kept = _file.Finish();
        if (_file.Trouble is { } trouble)
            logger.LogWarning("{Step}: its output could not be kept: {Trouble}", key, trouble);
        evidence = _tail.AddTo(evidence);
        return kept is null
            ? evidence
            : evidence
                .SetItem(Outcome.OutputBytesFact, kept.Bytes.ToString(CultureInfo.InvariantCulture))
                .SetItem(Outcome.OutputDigestFact, kept.Digest);
    }
}
