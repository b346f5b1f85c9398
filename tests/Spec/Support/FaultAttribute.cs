using System.Globalization;
using Xunit.v3;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// The numbered faults that a test covers (tests/README.md lists them). <c>--filter-trait fault=17</c> runs the tests
/// of one fault.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class FaultAttribute(params int[] numbers) : Attribute, ITraitAttribute
{
    public int[] Numbers => numbers;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [
            .. numbers.Select(number => new KeyValuePair<string, string>(
                "fault",
                number.ToString(CultureInfo.InvariantCulture)
            )),
        ];
}
