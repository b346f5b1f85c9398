namespace OlUpgrade.Lab.Fleet;

/// <summary>Whether this machine can carry a lab. Where it cannot, tests are skipped with what is missing.</summary>
internal static class LabMachine
{
    private static readonly Lazy<Task<string>> Missing = new(AskAsync);

    /// <summary>What this machine lacks, in one line; empty when it can carry a lab.</summary>
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
        var end = await Tool.RunAsync(TimeSpan.FromSeconds(30), LabFleet.Program, ["missing"]);
        return end.Code == 0 ? "" : string.Join("; ", $"{end.Output}{end.Error}".Trim().Split('\n'));
    }
}
