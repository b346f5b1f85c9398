using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OlUpgrade.Hosts;

/// <summary>
/// Host names written as Ansible's ranges: <c>web[1:3]</c>, <c>web[01:10:2]</c>, <c>db-[a:c]</c>, several in one name.
/// Both ends belong to it, and a leading zero is kept.
/// </summary>
internal static partial class HostRange
{
    /// <summary>How many names one range may stand for, and one inventory may hold.</summary>
    public const int MaxHosts = 1000;

    public static bool IsIn(string name) => name.AsSpan().ContainsAny('[', ']');

    /// <summary>The names in order, or a sentence that says what is wrong with the range.</summary>
    public static (ImmutableArray<string> Names, string? Refusal) Expand(string pattern)
    {
        ImmutableArray<string> names = [""];
        var rest = pattern;
        while (IsIn(rest))
        {
            if (Written().Match(rest) is not { Success: true } match)
                return ([], "a range is written as web[1:3], web[01:10:2] or web[a:c]");
            var (steps, refusal) = Steps(
                match.Groups["from"].Value,
                match.Groups["to"].Value,
                match.Groups["step"] is { Success: true, Value: var step } ? Number(step) : 1
            );
            if (refusal is not null)
                return ([], refusal);
            if ((long)names.Length * steps.Length > MaxHosts)
                return ([], $"the range stands for more than {MaxHosts:N0} hosts");
            names = [.. from name in names from one in steps select name + match.Groups["head"].Value + one];
            rest = match.Groups["tail"].Value;
        }

        return ([.. names.Select(name => name + rest)], null);
    }

    private static (ImmutableArray<string> Steps, string? Refusal) Steps(string from, string to, int step)
    {
        if (step == 0)
            return ([], "the step of a range is at least 1");
        if (from.Any(char.IsAsciiLetter) || to.Any(char.IsAsciiLetter))
            return from is [>= 'a' and <= 'z' and var first] && to is [>= 'a' and <= 'z' and var last] && first <= last
                ? ([.. Every(first, last, step).Select(letter => $"{(char)letter}")], null)
                : ([], "a range of letters goes from one small letter to a later one, such as web[a:c]");
        if (from is ['0', _, ..] && from.Length != to.Length)
            return ([], "a range with a leading zero has as many digits at its end: web[01:10]");
        var (start, end) = (Number(from), Number(to));
        if (start > end)
            return ([], "a range goes up: it stands for no host");
        // In steps and not in hosts, so that no range is ever made whole before its size is known.
        if ((end - start) / step >= MaxHosts)
            return ([], $"the range stands for more than {MaxHosts:N0} hosts");
        var digits = from is ['0', _, ..] ? from.Length : 1;
        return (
            [.. Every(start, end, step).Select(number => number.ToString($"D{digits}", CultureInfo.InvariantCulture))],
            null
        );
    }

    private static IEnumerable<int> Every(int first, int last, int step) =>
        Enumerable.Range(0, ((last - first) / step) + 1).Select(index => first + (index * step));

    private static int Number(string digits) =>
        digits.Length == 0 ? 0 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<head>[^\[\]]*)\[(?<from>[0-9]{0,8}|[a-zA-Z]):(?<to>[0-9]{1,8}|[a-zA-Z])(:(?<step>[0-9]{1,4}))?\]"
            + @"(?<tail>.*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Written();
}
