using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>Each byte of output is read once; of what an earlier worker read, only the end is read again.</summary>
public sealed class OutputReaderTests
{
    private readonly List<string> _output = [];

    [Fact]
    public void It_continues_after_the_last_whole_line()
    {
        var reader = new OutputReader(_output.Add, earlierBytes: 0);
        reader.Receive(new OutputLine("one", 4));
        reader.Receive(new OutputLine("two", 8));
        Assert.Equal(8, reader.Position);
        Assert.Equal(["one", "two"], _output);
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(200_000_000, 200_000_000 - (64 * 1024))]
    public void Only_the_end_of_much_earlier_output_is_read(long earlierBytes, long from) =>
        Assert.Equal(from, new OutputReader(_output.Add, earlierBytes).Position);

    [Fact]
    public void The_line_in_which_it_starts_is_not_reported_as_a_whole_one()
    {
        var reader = new OutputReader(_output.Add, earlierBytes: 1_000_000);
        reader.Receive(new OutputLine("alf a line", 934_500));
        reader.Receive(new OutputLine("E: No space left on device", 934_540));
        Assert.DoesNotContain(_output, line => line.Contains("alf a line", StringComparison.Ordinal));
        Assert.Equal(2, _output.Count);
        Assert.Equal(OlUpgrade.Runs.FailureKind.DiskFull, reader.LastError?.Kind);
    }
}
