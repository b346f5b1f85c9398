using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// Tests the lab that the other stories rely on: every verb and every fault does what it says, real reboots give new
/// boot IDs, and nothing is left behind, whatever was killed.
/// </summary>
public sealed class LabItselfTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task The_labs_own_self_test_passes()
    {
        await LabMachine.SkipUnlessReadyAsync();
        var name = new Dictionary<string, string> { ["OLUPGRADE_LAB"] = $"hs{Environment.ProcessId}" };
        var end = await Tool.RunAsync(Within, LabFleet.Program, ["selftest"], name);
        var bad = end.Output.Split('\n').Where(line => line.StartsWith("BAD", StringComparison.Ordinal));
        Assert.True(end.Code == 0, $"{string.Join('\n', bad)}\n{end.Error}");
        Assert.Contains("\nok ", end.Output, StringComparison.Ordinal);
    }
}
