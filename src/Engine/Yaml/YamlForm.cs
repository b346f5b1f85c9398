using System.Collections.Immutable;

namespace OlUpgrade.Yaml;

/// <summary>
/// A mapping that is read by its known keys. What is missing or wrong is complained of, and a stand-in is returned, so
/// that reading goes on.
/// </summary>
internal sealed class YamlForm
{
    private readonly ProblemList _complaints;
    private readonly ImmutableDictionary<string, YamlNode> _given;
    private readonly YamlValues _values;
    private readonly string _what;

    private YamlForm(YamlNode.Mapping mapping, string what, ProblemList complaints)
    {
        this._what = what;
        this._complaints = complaints;
        At = mapping.At;
        _given = mapping.Entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
        _values = new(complaints);
    }

    public Position At { get; }

    /// <summary>Keys that nobody knows; each was complained of.</summary>
    public ImmutableArray<string> Unknown { get; private init; }

    /// <summary>
    /// Null when the node is no mapping; unknown keys are complained of, with what they may have meant.
    /// </summary>
    public static YamlForm? Open(YamlNode? node, string what, ImmutableArray<string> keys, ProblemList complaints)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            if (node is not null)
                complaints.Add(node.At, $"{what} must be a mapping with the keys {string.Join(", ", keys)}");
            return null;
        }

        var unknown = mapping.Entries.Where(entry => !keys.Contains(entry.Key)).ToImmutableArray();
        foreach (var entry in unknown)
            complaints.Add(entry.At, UnknownKey(entry.Key, what, keys));
        return new(mapping, what, complaints) { Unknown = [.. unknown.Select(entry => entry.Key)] };
    }

    public bool Has(string key) => _given.ContainsKey(key);

    public YamlNode? Find(string key) => _given.GetValueOrDefault(key);

    /// <summary>Where the key's value stands, or the mapping when the key is missing.</summary>
    public Position PlaceOf(string key) => Find(key)?.At ?? At;

    public YamlNode? Require(string key)
    {
        if (Find(key) is { } node)
            return node;
        _complaints.Add(At, $"{_what} needs the key `{key}`");
        return null;
    }

    public string Text(string key, TextRule rule) =>
        Require(key) is { } node ? _values.Text(node, key, rule) ?? "" : "";

    public string? TextIfGiven(string key, TextRule rule) =>
        Find(key) is { } node ? _values.Text(node, key, rule) : null;

    public ImmutableArray<string> Texts(string key, TextRule rule) =>
        Require(key) is { } node ? _values.Texts(node, key, rule) : [];

    public ImmutableArray<string> TextsIfGiven(string key, TextRule rule) =>
        Find(key) is { } node ? _values.Texts(node, key, rule, least: 0) : [];

    /// <summary>Without a fallback the key is required.</summary>
    public int WholeNumber(string key, int least, int most, int? fallback = null) =>
        (fallback is null ? Require(key) : Find(key)) is { } node
            ? _values.WholeNumber(node, key, least, most) ?? least
            : fallback ?? least;

    /// <summary>Without a fallback the key is required.</summary>
    public TimeSpan Duration(string key, TimeSpan least, TimeSpan most, TimeSpan? fallback = null) =>
        (fallback is null ? Require(key) : Find(key)) is { } node
            ? _values.Duration(node, key, least, most) ?? least
            : fallback ?? least;

    public ImmutableArray<T> Each<T>(string key, Func<YamlNode, T?> read)
        where T : class => Require(key) is { } node ? _values.List(node, key, read) : [];

    private static string UnknownKey(string key, string what, ImmutableArray<string> keys) =>
        $"unknown key `{Quote.Of(key)}` in {what}{Nearest.Hint(key, keys)}; known are {string.Join(", ", keys)}";
}
