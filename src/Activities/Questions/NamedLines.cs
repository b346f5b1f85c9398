namespace OlUpgrade.Questions;

/// <summary>
/// The <c>name=value</c> lines of an answer. The first of two equal names counts; a missing name has an empty value.
/// </summary>
internal sealed class NamedLines(string output)
{
    private readonly Dictionary<string, string> _values = output
        .Split('\n')
        .Select(line => line.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0])
        .ToDictionary(group => group.Key, group => group.First()[1].Trim());

    public string this[string name] => _values.GetValueOrDefault(name, "");
}
