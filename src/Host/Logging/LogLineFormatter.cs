using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using OlUpgrade.Secrets;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Logging;

/// <summary>
/// Writes each entry of the log on one line. The only way into the log: whoever wrote the entry, it names no secret,
/// and a terminal that shows it obeys nothing in it.
/// </summary>
/// <param name="redactor">Knows the service's secrets.</param>
/// <param name="time">For the time of each line, in UTC.</param>
public sealed class LogLineFormatter(Redactor redactor, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name under which the console logger finds it.</summary>
    public const string FormatterName = "olupgrade";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var text = new StringBuilder(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } thrown)
            text.Append(' ').Append(thrown);
        var now = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var line = OutsideText.Line(redactor.Clean(text.ToString()));
        textWriter.WriteLine($"{now} {Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {line}");
    }

    private static string Level(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            LogLevel.Critical => "crit",
            _ => "none",
        };
}
