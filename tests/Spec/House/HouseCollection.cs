namespace OlUpgrade.Spec.House;

/// <summary>The tests of the house share what they read, and write their baselines one after another.</summary>
[CollectionDefinition(Name)]
public sealed class HouseCollection : ICollectionFixture<HouseFixture>
{
    public const string Name = "House";
}
