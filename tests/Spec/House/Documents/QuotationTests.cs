using OlUpgrade.Spec.House.Sources;

namespace OlUpgrade.Spec.House.Documents;

[Collection(HouseCollection.Name)]
public sealed class QuotationTests(HouseFixture house)
{
    private const string Said = """
        class A
        {
            string B(string host) => $"The disk of {host} is full. " + "Nothing was started; " + $"see {host}.";
        }
        """;

    [Fact]
    public void What_the_operators_pages_quote_is_what_the_product_says() =>
        Ratchet.Holds(
            nameof(Quotations),
            Quotations.Violations(house.Documents.Where(Quotations.IsOperators), [.. house.Shipped])
        );

    [Theory]
    [InlineData("it says \"the disk of HOST is full\"", true)]
    [InlineData("| \"the disk of … is full\", \"nothing was started\" |", true)]
    [InlineData("it says \"is full. Nothing\nwas started\"", true)]
    [InlineData("`--reason \"no room\"`", true)]
    [InlineData("    olupgrade skip --reason \"no room\"", true)]
    [InlineData("it says \"the disk of HOST has no room\"", false)]
    [InlineData("| it says | do |\n| \"no room\" | make room |", false)]
    public void A_quotation_of_what_nothing_says_is_seen(string text, bool isGood)
    {
        var found = Quotations.Violations(
            [new MarkdownFile("docs/operating.md", text)],
            [SourceFile.Of("src/A.cs", Said)]
        );
        Assert.Equal(isGood, found.Count == 0);
    }
}
