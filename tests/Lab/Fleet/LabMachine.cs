namespace OlUpgrade.Lab.Fleet;

/// <summary>Whether this machine can carry a lab. Where it cannot, tests are skipped with what is missing.</summary>
internal static class LabMachine
{
    private static readonly Lazy<Task<string>> s_missing = new(MissingAsync);

    public static async Task SkipUnlessReadyAsync()
    {
        var missing = await s_missing.Value;
        Assert.SkipWhen(missing.Length > 0, $"The Lab cannot run here. {missing}");
    }

    private static async Task<string> MissingAsync()
    {
        if (!OperatingSystem.IsLinux())
            return "It needs Linux (Debian).";
        var end = await Tool.RunAsync(TimeSpan.FromSeconds(30), LabFleet.Program, ["missing"]);
        return end.Code == 0 ? "" : string.Join("; ", $"{end.Output}{end.Error}".Trim().Split('\n'));
    }
}
