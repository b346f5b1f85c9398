namespace OlUpgrade.Spec.House;

public sealed class RatchetTests
{
    private const string Allowed = "# Head\n\n[LineLength]\nRun.cs: 2\nPlan.cs: 1\n";

    [Fact]
    public void What_is_allowed_passes() =>
        Assert.Empty(Ratchet.Complaints(Allowed, "LineLength", Found("Run.cs", "Run.cs", "Plan.cs")));

    [Fact]
    public void One_more_fails_with_all_places_of_that_file() =>
        Assert.Equal(
            ["src/Run.cs:1: too long", "src/Run.cs:2: too long", "src/Run.cs:3: too long"],
            Ratchet.Complaints(Allowed, "LineLength", Found("Run.cs", "Run.cs", "Run.cs", "Plan.cs"))
        );

    [Fact]
    public void One_less_fails_until_the_number_is_lowered() =>
        Assert.Equal(
            ["tests/Spec/House/ratchet.txt: LineLength allows 1 in Plan.cs, found 0; lower it"],
            Ratchet.Complaints(Allowed, "LineLength", Found("Run.cs", "Run.cs"))
        );

    [Fact]
    public void Another_rule_is_allowed_nothing() =>
        Assert.Single(Ratchet.Complaints(Allowed, "FileLength", Found("Plan.cs")));

    [Fact]
    public void What_is_accepted_passes_and_other_rules_stay()
    {
        var found = Found("A.cs", "B.cs", "B.cs");
        var accepted = Ratchet.Accepted(Allowed, "FileLength", found);
        Assert.Contains(
            "[FileLength]\nA.cs: 1\nB.cs: 2\n\n[LineLength]\nPlan.cs: 1\nRun.cs: 2\n",
            accepted,
            StringComparison.Ordinal
        );
        Assert.Empty(Ratchet.Complaints(accepted, "FileLength", found));
        Assert.DoesNotContain("FileLength", Ratchet.Accepted(accepted, "FileLength", []), StringComparison.Ordinal);
    }

    private static List<Violation> Found(params string[] files) =>
        [.. files.Select((file, at) => Violation.In($"src/{file}", at + 1, "too long"))];
}
