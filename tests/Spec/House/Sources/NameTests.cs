namespace OlUpgrade.Spec.House.Sources;

[Collection(HouseCollection.Name)]
public sealed class NameTests(HouseFixture house)
{
    [Fact]
    public void Fields_are_named_alike() => Ratchet.Holds(nameof(FieldNames), FieldNames.Violations(house.Sources));

    [Fact]
    public void Tests_are_named_by_sentences() => Ratchet.Holds(nameof(TestNames), TestNames.Violations(house.Sources));

    [Fact]
    public void Awaited_methods_say_so() => Ratchet.Holds(nameof(AsyncNames), AsyncNames.Violations(house.Shipped));

    [Theory]
    [InlineData("private readonly int _count;", null)]
    [InlineData("public const int Max = 1;", null)]
    [InlineData("private static readonly int Max = 1;", null)]
    [InlineData("private readonly int count;", "the field count is to be named as _camelCase")]
    [InlineData("int _Count;", "the field _Count is to be named as _camelCase")]
    [InlineData("private static readonly int s_max = 1;", "the static field s_max is to be named in PascalCase")]
    [InlineData("private const int max = 1;", "the static field max is to be named in PascalCase")]
    public void A_field_of_another_style_is_seen(string field, string? problem) =>
        Assert.Equal(problem, FieldNames.Violations([Source($"class A {{ {field} }}")]).SingleOrDefault()?.Sentence);

    [Theory]
    [InlineData("A_lost_answer_is_probed", true)]
    [InlineData("LostAnswerIsProbed", false)]
    [InlineData("It_works", false)]
    [InlineData("a_lost_answer_is_probed", false)]
    public void A_test_that_is_no_sentence_is_seen(string name, bool isGood) =>
        Assert.Equal(
            isGood,
            TestNames.Violations([Source($"class ATests {{ [Fact] public void {name}() {{ }} }}")]).Count == 0
        );

    [Fact]
    public void A_class_of_tests_with_another_ending_is_seen()
    {
        const string test = "{ [Fact] public void One_is_not_two() { } }";
        Assert.Equal(
            "src/Example.cs:1: the test class ProbeSpec is to end in Tests",
            $"{Assert.Single(TestNames.Violations([Source($"class ProbeSpec {test}")]))}"
        );
        Assert.Empty(TestNames.Violations([Source($"abstract class ProbeContract {test}")]));
        Assert.Empty(TestNames.Violations([Source("class Probe { void NoTest() { } }")]));
    }

    [Theory]
    [InlineData("Task Read() => null;", false)]
    [InlineData("async System.Threading.Tasks.ValueTask<int> Read() => 1;", false)]
    [InlineData("IAsyncEnumerable<int> Read() => null;", false)]
    [InlineData("Task ReadAsync() => null;", true)]
    [InlineData("public override Task Read() => null;", true)]
    [InlineData("Task IJob.Execute() => null;", true)]
    [InlineData("public Task Execute(IJobExecutionContext context) => null;", true)]
    [InlineData("int Read() => 1;", true)]
    public void An_awaited_method_that_does_not_say_so_is_seen(string method, bool isGood) =>
        Assert.Equal(isGood, AsyncNames.Violations([Source($"class A {{ {method} }}")]).Count == 0);

    private static SourceFile Source(string text) => SourceFile.Of("src/Example.cs", text);
}
