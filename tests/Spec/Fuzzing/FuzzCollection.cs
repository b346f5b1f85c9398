namespace OlUpgrade.Spec.Fuzzing;

/// <summary>One fuzz test after another: all of them together take one core and the given time.</summary>
[CollectionDefinition(Name)]
public sealed class FuzzCollection
{
    public const string Name = "fuzzing";
}
