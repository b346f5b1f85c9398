using Xunit.v3;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// Names the finding of a review that a test holds, such as <c>A9</c>; <c>--filter-trait finding=A9</c> runs those of
/// one.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class FindingAttribute(string id) : Attribute, ITraitAttribute
{
    public string Id { get; } = id;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("finding", Id)];
}
