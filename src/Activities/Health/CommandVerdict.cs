using System.Globalization;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Judges the output of <see cref="Questions.HostQuestions.Command"/>: the end of what the command printed, then its
/// exit code on a line of its own.
/// </summary>
internal static class CommandVerdict
{
    private const int MaxLine = 200;

    /// <summary>The code by which <c>timeout</c> says that it ended the command; 137 if it had to kill it.</summary>
    private const int OutOfTime = 124;

    public static HealthVerdict Of(ShellAnswer answer)
    {
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (
            answer.ExitCode != 0
            || lines.Length == 0
            || !int.TryParse(lines[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        )
            return new HealthVerdict(false, $"no answer (exit code {answer.ExitCode}) {answer.Error}".Trim());
        var last = lines.Length > 1 ? lines[^2] : "";
        var seen = last.Length > MaxLine ? last[..MaxLine] + "…" : last;
        return code switch
        {
            0 => new HealthVerdict(true, seen.Length == 0 ? "exit code 0" : seen),
            OutOfTime or 137 => new HealthVerdict(false, $"it did not end within 20 s; {Ended(code, seen)}"),
            _ => new HealthVerdict(false, Ended(code, seen)),
        };
    }

    private static string Ended(int code, string seen) =>
        seen.Length == 0 ? $"exit code {code}" : $"exit code {code}: {seen}";
}
