using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Hosting.Logging;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Logging;

/// <summary>Each entry of the log is one harmless line without a secret, whoever wrote it.</summary>
public sealed class LogLineFormatterTests
{
    private const string Token = "xoxb-1234567890";

    private readonly LogLineFormatter _formatter = new(new Redactor([Token]), new MovableTime(Some.Time));

    [Fact]
    [Finding("A16")]
    [Finding("A19")]
    public void A_message_and_its_exception_are_one_line_with_nothing_hidden_and_no_secret()
    {
        var line = Written(LogLevel.Warning, $"seen \u001b[2J{Token}", new InvalidOperationException($"{Token}\u202e"));

        Assert.Equal(line.TrimEnd('\n', '\r'), line.ReplaceLineEndings("").TrimEnd());
        Assert.Empty(NastyText.HarmIn(line));
        Assert.DoesNotContain(Token, line, StringComparison.Ordinal);
        Assert.Contains("warn: Some.Category[7] seen ␛[2J[secret removed]", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_starts_with_its_time_in_UTC() =>
        Assert.StartsWith(
            $"{Some.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} info: ",
            Written(LogLevel.Information, "x"),
            StringComparison.Ordinal
        );

    private string Written(LogLevel level, string message, Exception? thrown = null)
    {
        using var writer = new StringWriter();
        _formatter.Write(
            new LogEntry<string>(level, "Some.Category", 7, message, thrown, (text, _) => text),
            scopeProvider: null,
            writer
        );
        return writer.ToString();
    }
}
