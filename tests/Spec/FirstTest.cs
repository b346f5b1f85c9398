namespace OlUpgrade.Spec;

public sealed class FirstTest
{
    [Fact]
    public void Runs() => Assert.True(true);
}
