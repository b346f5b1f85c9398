using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>Each byte of output is read once, and of what an earlier hand read only the end again.</summary>
public sealed class OutputReaderTests
{
    private readonly List<string> _told = [];

    [Fact]
    public void It_goes_on_behind_the_last_whole_line()
    {
        var reader = new OutputReader(_told.Add, soFar: 0);
        reader.Hear(new OutputLine("one", 4));
        reader.Hear(new OutputLine("two", 8));
        Assert.Equal(8, reader.At);
        Assert.Equal(["one", "two"], _told);
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(200_000_000, 200_000_000 - (64 * 1024))]
    public void Of_much_earlier_output_only_the_end_is_read(long soFar, long from) =>
        Assert.Equal(from, new OutputReader(_told.Add, soFar).At);

    [Fact]
    public void The_line_in_which_it_begins_is_not_told_as_a_whole_one()
    {
        var reader = new OutputReader(_told.Add, soFar: 1_000_000);
        reader.Hear(new OutputLine("alf a line", 934_500));
        reader.Hear(new OutputLine("E: No space left on device", 934_540));
        Assert.DoesNotContain(_told, line => line.Contains("alf a line", StringComparison.Ordinal));
        Assert.Equal(2, _told.Count);
        Assert.Equal(OlUpgrade.Runs.FailureKind.DiskFull, reader.Complaint?.Kind);
    }
}
