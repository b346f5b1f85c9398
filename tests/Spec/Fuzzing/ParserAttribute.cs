using Xunit.v3;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>
/// Names the parser that a fuzz test feeds. <c>--filter-trait parser=slack-envelopes</c> runs one, and the time is
/// divided by the number of names.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ParserAttribute(string name) : Attribute, ITraitAttribute
{
    public string Name => name;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("parser", name)];
}
