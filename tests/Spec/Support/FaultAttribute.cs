using System.Globalization;
using Xunit.v3;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// Which of the numbered faults a test holds (tests/README.md lists them): <c>--filter-trait fault=17</c> runs those of
/// one.
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
