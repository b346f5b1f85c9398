using System.Collections.Immutable;

namespace OlUpgrade.Yaml;

/// <summary>
/// A mapping read by its known keys. A missing or wrong value is reported as a problem and replaced by a placeholder,
/// so that reading continues.
/// </summary>
internal sealed class YamlForm
{
    private readonly ProblemList _problems;
    private readonly ImmutableDictionary<string, YamlNode> _given;
    private readonly YamlValues _values;
    private readonly string _what;

    private YamlForm(YamlNode.Mapping mapping, string what, ProblemList problems)
    {
        _what = what;
        _problems = problems;
        At = mapping.At;
        _given = mapping.Entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
        _values = new(problems);
    }

    public Position At { get; }

    /// <summary>Unknown keys; each was reported as a problem.</summary>
    public ImmutableArray<string> Unknown { get; private init; }

    /// <summary>
    /// Null if the node is not a mapping. Unknown keys are reported, with a guess at what was meant.
    /// </summary>
    public static YamlForm? Open(YamlNode? node, string what, ImmutableArray<string> keys, ProblemList problems)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            if (node is not null)
                problems.Add(node.At, $"{what} must be a mapping with the keys {string.Join(", ", keys)}");
            return null;
        }

        var unknown = mapping.Entries.Where(entry => !keys.Contains(entry.Key)).ToImmutableArray();
        foreach (var entry in unknown)
            problems.Add(entry.At, UnknownKey(entry.Key, what, keys));
        return new(mapping, what, problems) { Unknown = [.. unknown.Select(entry => entry.Key)] };
    }

    public bool Has(string key) => _given.ContainsKey(key);

    public YamlNode? Find(string key) => _given.GetValueOrDefault(key);

    /// <summary>The position of the key's value, or of the mapping if the key is missing.</summary>
    public Position PlaceOf(string key) => Find(key)?.At ?? At;

    public YamlNode? Require(string key)
    {
        if (Find(key) is { } node)
            return node;
        _problems.Add(At, $"{_what} needs the key `{key}`");
        return null;
    }

    public string Text(string key, TextRule rule) =>
        Require(key) is { } node ? _values.Text(node, key, rule) ?? "" : "";

    public string? TextIfGiven(string key, TextRule rule) =>
        Find(key) is { } node ? _values.Text(node, key, rule) : null;

    public ImmutableArray<string> Texts(string key, TextRule rule) =>
        Require(key) is { } node ? _values.Texts(node, key, rule) : [];

    public ImmutableArray<string> TextsIfGiven(string key, TextRule rule) =>
        Find(key) is { } node ? _values.Texts(node, key, rule, min: 0) : [];

    /// <summary>Without a fallback the key is required.</summary>
    public int WholeNumber(string key, int min, int max, int? fallback = null) =>
        (fallback is null ? Require(key) : Find(key)) is { } node
            ? _values.WholeNumber(node, key, min, max) ?? min
            : fallback ?? min;

    /// <summary>Without a fallback the key is required.</summary>
    public TimeSpan Duration(string key, TimeSpan min, TimeSpan max, TimeSpan? fallback = null) =>
        (fallback is null ? Require(key) : Find(key)) is { } node
            ? _values.Duration(node, key, min, max) ?? min
            : fallback ?? min;

    public ImmutableArray<T> Each<T>(string key, Func<YamlNode, T?> read)
        where T : class => Require(key) is { } node ? _values.List(node, key, read) : [];

    private static string UnknownKey(string key, string what, ImmutableArray<string> keys) =>
        $"unknown key `{Quote.Of(key)}` in {what}{Nearest.Hint(key, keys)}; known keys: {string.Join(", ", keys)}";
}
