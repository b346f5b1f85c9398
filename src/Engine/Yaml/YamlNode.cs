using System.Collections.Immutable;

namespace OlUpgrade.Yaml;

/// <summary>
/// The document as written: text, lists and mappings with their positions, not yet interpreted. Size and height count
/// aliased parts each time they are used.
/// </summary>
internal abstract class YamlNode
{
    private YamlNode(Position at, int size, int height)
    {
        At = at;
        Size = size;
        Height = height;
    }

    public Position At { get; }

    public int Size { get; }

    public int Height { get; }

    /// <summary>
    /// A single value. Plain means unquoted and not a block, so that YAML gives some words a meaning of its own.
    /// </summary>
    /// <param name="literal">Written as a block after <c>|</c>, which keeps its lines.</param>
    public sealed class Scalar(Position at, string text, bool plain, bool literal = false) : YamlNode(at, 1, 1)
    {
        public string Text { get; } = text;

        public bool Plain { get; } = plain;

        public bool Literal { get; } = literal;
    }

    public sealed class List(Position at, ImmutableArray<YamlNode> items)
        : YamlNode(at, 1 + items.Sum(item => item.Size), 1 + items.Select(item => item.Height).DefaultIfEmpty().Max())
    {
        public ImmutableArray<YamlNode> Items { get; } = items;
    }

    public sealed class Mapping(Position at, ImmutableArray<Entry> entries)
        : YamlNode(
            at,
            1 + entries.Sum(entry => entry.Value.Size),
            1 + entries.Select(entry => entry.Value.Height).DefaultIfEmpty().Max()
        )
    {
        public ImmutableArray<Entry> Entries { get; } = entries;
    }

    /// <summary>A key with its value; the position is the key's.</summary>
    public sealed record Entry(Position At, string Key, YamlNode Value);
}
