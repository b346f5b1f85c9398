namespace OlUpgrade.Lab.Fleet;

/// <summary>Checks whether this machine can run a lab. If not, tests are skipped and say what is missing.</summary>
internal static class LabMachine
{
    private static readonly Lazy<Task<string>> Missing = new(AskAsync);

    /// <summary>What this machine lacks, in one line; empty if it can run a lab.</summary>
    public static Task<string> MissingAsync() => Missing.Value;

    public static async Task SkipUnlessReadyAsync()
    {
        var missing = await MissingAsync();
        Assert.SkipWhen(missing.Length > 0, $"The Lab cannot run here. {missing}");
    }

    private static async Task<string> AskAsync()
    {
        if (!OperatingSystem.IsLinux())
            return "It needs Linux (Debian).";
        var end = await Tool.RunAsync(TimeSpan.FromMinutes(2), LabFleet.Program, ["missing"]);
        return end.Code == 0 ? "" : string.Join("; ", $"{end.Output}{end.Error}".Trim().Split('\n'));
    }
}
