using OlUpgrade.Calendar;

namespace OlUpgrade.Spec.Runbooks;

/// <summary>The keys about time: valid values, and problems with their positions.</summary>
public sealed class TimeRefusalTests
{
    private const string Before = "stages:\n";
    private const string Window = "window: {zone: Europe/Amsterdam, open: [\"Mon-Fri 22:00-04:00\"]}\n";

    [Fact]
    public void Window_expected_and_schedule_are_read()
    {
        var runbook = Written.Good(
            With(
                Window
                    + "expected: {host: 20m, rollback: 10m}\nschedule: {at: \"Mon "
                    + "21:30\", zone: Europe/Amsterdam, requester: mek}\n"
            )
        );
        Assert.Equal("Mon-Fri 22:00-04:00 Europe/Amsterdam", runbook.Window?.ToString());
        Assert.Equal(new ExpectedTime(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10)), runbook.Expected);
        Assert.Equal(new RunSchedule("Mon 21:30", "Europe/Amsterdam", "mek"), runbook.Schedule);
    }

    [Fact]
    public void Without_them_hosts_may_be_changed_at_any_time_and_nothing_starts_automatically()
    {
        var runbook = Written.Good(Written.Runbook);
        Assert.Null(runbook.Window);
        Assert.Null(runbook.Schedule);
    }

    [Theory]
    [InlineData(
        "{zone: Europe/Amsterdm, open: [\"Mon 22:00-04:00\"]}",
        "12:16: unknown time zone Europe/Amsterdm; did you mean `Europe/Amsterdam`?"
    )]
    [InlineData(
        "{zone: Amsterdam, open: [\"Mon 22:00-04:00\"]}",
        "12:16: unknown time zone Amsterdam; did you mean `Europe/Amsterdam`?"
    )]
    [InlineData(
        "{zone: ../passwd, open: [\"Mon 22:00-04:00\"]}",
        "12:16: `zone` must be a time zone such as Europe/Amsterdam"
    )]
    [InlineData("{zone: UTC, open: []}", "12:27: `open` is empty: it needs at least one entry")]
    [InlineData("{zone: UTC}", "12:9: `window` needs the key `open`")]
    [InlineData("{open: [\"Mon 22:00-04:00\"]}", "12:9: `window` needs the key `zone`")]
    [InlineData(
        "{zone: UTC, open: [\"Mon 22:00-04:00\", \"Mon\"]}",
        "12:47: `open` must be days and times with one space between them"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mon 22-04\"]}",
        "12:28: `open` must end with two times of day from 00:00 to 24:00"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mon 9:00-12:00\"]}",
        "12:28: `open` must end with two times of day from 00:00 to 24:00"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mon 24:00-12:00\"]}",
        "12:28: `open` must end with two times of day from 00:00 to 24:00"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mon 23:00-24:30\"]}",
        "12:28: `open` must end with two times of day from 00:00 to 24:00"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mon 22:00-22:00\"]}",
        "12:28: `open` starts and ends at the same time: write 00:00-24:00"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mo 22:00-23:00\"]}",
        "12:28: `open` must start with days such as Mon, Mon-Fri, Mon,Wed or daily"
    )]
    [InlineData(
        "{zone: UTC, open: [\"Mon,Mon-Tue 22:00-23:00\"]}",
        "12:28: `open` must start with days such as Mon, Mon-Fri, Mon,Wed or daily, each day once"
    )]
    [InlineData(
        "{zone: UTC, opens: [\"Mon 22:00-23:00\"]}",
        "12:21: unknown key `opens` in `window`; did you mean `open`?"
    )]
    public void A_wrong_window_is_refused_with_its_position(string window, string problem) =>
        Refuses($"window: {window}\n", problem);

    [Theory]
    [InlineData(
        "{host: 5h, rollback: 2h}",
        "13:11: a host with its rollback (7h) does not fit into any window: the longest is 6h"
    )]
    [InlineData("{host: 5h}", "13:11: `expected` needs the key `rollback`")]
    [InlineData("{host: 0s, rollback: 0s}", "13:18: `host` must be at least 1ms")]
    public void A_wrong_expected_time_is_refused_with_its_position(string expected, string problem) =>
        Refuses($"{Window}expected: {expected}\n", problem);

    [Fact]
    public void An_expected_time_without_a_window_is_refused() =>
        Refuses(
            "expected: {host: 20m, rollback: 10m}\n",
            "12:11: `expected` decides whether a host still fits into the `window`, but there is none"
        );

    [Theory]
    [InlineData(
        "{at: \"21:30\", zone: UTC, requester: mek}",
        "12:16: `at` must be days and a time with one space between them, such as \"Mon 21:30\""
    )]
    [InlineData(
        "{at: \"Mon 24:00\", zone: UTC, requester: mek}",
        "12:16: `at` must end with one time of day from 00:00 to 23:59"
    )]
    [InlineData(
        "{at: \"Mon 21:30-22:00\", zone: UTC, requester: mek}",
        "12:16: `at` must end with one time of day from 00:00 to 23:59"
    )]
    [InlineData(
        "{at: \"30 21 * * 1\", zone: UTC, requester: mek}",
        "12:16: `at` must be days and a time with one space between them"
    )]
    [InlineData("{at: \"Mon 21:30\", zone: UTC}", "12:11: `schedule` needs the key `requester`")]
    [InlineData("{at: \"Mon 21:30\", requester: mek}", "12:11: `schedule` needs the key `zone`")]
    public void A_wrong_schedule_is_refused_with_its_position(string schedule, string problem) =>
        Refuses($"schedule: {schedule}\n", problem);

    [Fact]
    public void A_scheduled_run_cannot_ask_for_a_parameter()
    {
        var text = Written.Changed(
            With("schedule: {at: \"Mon 21:30\", zone: UTC, requester: mek}\n"),
            "    default: \"\"\n",
            ""
        );
        Assert.Contains(
            "11:11: a scheduled run cannot ask for `packages`: give the parameter a default",
            Written.Problems(text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_runbook_that_only_reads_needs_no_window()
    {
        var stages = Written.Runbook.IndexOf("steps:", StringComparison.Ordinal);
        var text =
            With(Window)[..(stages + Window.Length)]
                .Replace(
                    "rollback-branch: {repositories: [internetarchive/openlibrary], from: production}\n",
                    "",
                    StringComparison.Ordinal
                ) + "steps:\n  - {step: note, capture: [kernel]}\n";
        Assert.Contains(
            "every step only reads, which needs no window: remove `window`",
            Written.Problems(text),
            StringComparison.Ordinal
        );
    }

    private static string With(string lines) => Written.With(Before, lines + Before);

    private static void Refuses(string lines, string problem) =>
        Assert.Contains($"patches.yaml:{problem}", Written.Problems(With(lines)), StringComparison.Ordinal);
}
