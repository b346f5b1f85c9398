namespace OlUpgrade.Spec.House.Sources;

[Collection(HouseCollection.Name)]
public sealed class ClosedSetTests(HouseFixture house)
{
    private const string Set =
        "abstract record Light { record Red : Light; record Green(int For) : Light; record Dark : Light; }";

    [Fact]
    public void No_switch_over_a_closed_set_is_silent_about_the_rest() =>
        Ratchet.Holds(
            nameof(SilentDefaults),
            SilentDefaults.Violations([.. house.Shipped], ClosedSet.In(house.Shipped))
        );

    [Fact]
    public void A_switch_that_throws_at_the_rest_names_every_case() =>
        Ratchet.Holds(nameof(MissingCases), MissingCases.Violations([.. house.Shipped], ClosedSet.In(house.Shipped)));

    [Fact]
    public void Events_commands_and_outcomes_are_known_as_closed_sets()
    {
        var sets = ClosedSet.In(house.Shipped).Select(set => set.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "RunEvent", "RunCommand", "Outcome", "ProbeAnswer", "Intent", "Work" },
            sets
        );
    }

    [Theory]
    [InlineData("light switch { Light.Red => 1, _ => 0 }", false)]
    [InlineData("(light, now) switch { (Light.Red, _) => 1, (_, _) => 0 }", false)]
    [InlineData("light switch { Light.Red or Light.Green { For: 1 } => 1, var other => 0 }", false)]
    [InlineData("light switch { Light.Red => 1, _ => throw new UnreachableException() }", true)]
    [InlineData("light switch { Light.Red => 1, _ => 0 // nobody drives\n }", true)]
    [InlineData("light switch { Light.Red => 1,\n // nobody drives\n _ => 0 }", true)]
    [InlineData("light switch { Light.Red => 1, Light.Green => 2, Light.Dark => 3, _ => 0 }", true)]
    [InlineData("colour switch { Colour.Red => 1, _ => 0 }", true)]
    public void A_silent_rest_of_an_expression_is_seen(string expression, bool isGood) =>
        Assert.Equal(isGood, Silent($"var a = {expression};").Count == 0);

    [Theory]
    [InlineData("switch (light) { case Light.Red: Stop(); break; }", false)]
    [InlineData("switch (light) { case Light.Red: Stop(); break; default: Go(); break; }", false)]
    [InlineData("switch (light) { case Light.Red: Stop(); break; default: throw new UnreachableException(); }", true)]
    [InlineData("switch (light) { case Light.Red: Stop(); break;\n // nobody drives\n default: break; }", true)]
    public void A_silent_rest_of_a_statement_is_seen(string statement, bool isGood) =>
        Assert.Equal(isGood, Silent(statement).Count == 0);

    [Fact]
    public void A_switch_inside_the_set_is_seen_too()
    {
        const string own = "int A => this switch { Red => 1, _ => 0 };";
        var source = Source($"abstract record Light {{ {own} record Red : Light; record Off : Light; }}");
        Assert.Equal(
            "src/Example.cs:1: the default silently takes 1 of 2 cases of Light; name them, throw, or explain it",
            $"{Assert.Single(SilentDefaults.Violations([source], ClosedSet.In([source])))}"
        );
    }

    [Fact]
    public void A_case_at_which_a_switch_would_throw_is_seen()
    {
        var source = Source(
            $"{Set} class A {{ int B => light switch {{ Light.Red => 1, Light.Dark => 2, _ => throw new E() }}; }}"
        );
        Assert.Equal(
            "src/Example.cs:1: Light has Green too, at which this throws; name them",
            $"{Assert.Single(MissingCases.Violations([source], ClosedSet.In([source])))}"
        );
    }

    private static IReadOnlyList<Violation> Silent(string statement)
    {
        var source = Source($"{Set} class A {{ void B() {{ {statement} }} }}");
        return SilentDefaults.Violations([source], ClosedSet.In([source]));
    }

    private static SourceFile Source(string text) => SourceFile.Of("src/Example.cs", text);
}
