namespace OlUpgrade.Spec.House;

/// <summary>Fails with every complaint on a line of its own, and with what to do.</summary>
internal static class Agreement
{
    private const string HowTo =
        "If this is meant, run the tests of the house with OLUPGRADE_ACCEPT=1 and commit what changed.";

    /// <summary>True when <c>OLUPGRADE_ACCEPT=1</c> has the checked-in files rewritten instead of compared.</summary>
    public static bool IsRewritten { get; } = Environment.GetEnvironmentVariable("OLUPGRADE_ACCEPT") == "1";

    public static void None(IReadOnlyCollection<string> complaints)
    {
        if (complaints.Count > 0)
            Assert.Fail($"{string.Join('\n', complaints)}\n\n{HowTo}");
    }
}
