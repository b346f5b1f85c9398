using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OlUpgrade.Yaml;

/// <summary>
/// Turns text into the document as written. Reports as a problem: text that is not YAML, a second document, tags, merge
/// keys, duplicate keys, and anything deeper or larger than the limits (aliases count each time). Returns null if
/// nothing useful can be read.
/// </summary>
internal sealed class YamlComposer
{
    public const int MaxDepth = 20;
    public const int MaxNodes = 10_000;

    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly ProblemList _problems;
    private readonly YamlEvents _events;
    private int _nodes;

    private YamlComposer(string text, ProblemList problems)
    {
        _problems = problems;
        _events = new(text);
    }

    public static YamlNode? Compose(string text, ProblemList problems)
    {
        try
        {
            return new YamlComposer(text, problems).Document();
        }
        catch (YamlException error)
        {
            problems.Add(PlaceOf(error.Start), YamlSyntax.Sentence(error));
            return null;
        }
    }

    private static Position PlaceOf(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private YamlNode? Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.TryConsume<DocumentStart>(out _))
            return Refuse(new(1, 1), "the file is empty");
        if (Node(1) is not { } root)
            return null;
        _events.Consume<DocumentEnd>();
        return _events.TryConsume<DocumentStart>(out var second)
            ? Refuse(PlaceOf(second.Start), "a second document starts here: a file holds one, so remove the ---")
            : root;
    }

    private YamlNode? Node(int depth)
    {
        var place = PlaceOf(_events.Current?.Start ?? Mark.Empty);
        if (depth > MaxDepth)
            return Refuse(place, $"this is nested too deeply: the limit is {MaxDepth} levels");
        if (_events.TryConsume<AnchorAlias>(out var alias))
            return Aliased(place, alias.Value.Value, depth);
        if (++_nodes > MaxNodes)
            return TooMany(place);
        var written = _events.Consume<NodeEvent>();
        if (!written.Tag.IsEmpty)
            _problems.Add(place, "a tag (starting with !) is not allowed: remove it");
        return Named(
            written.Anchor,
            written switch
            {
                Scalar scalar => TextOf(place, scalar),
                SequenceStart => ListOf(place, depth),
                _ => MappingOf(place, depth),
            }
        );
    }

    private YamlNode? Named(AnchorName anchor, YamlNode? node)
    {
        if (!anchor.IsEmpty && node is not null)
            _anchors[anchor.Value] = node;
        return node;
    }

    private YamlNode? Aliased(Position place, string name, int depth)
    {
        if (!_anchors.TryGetValue(name, out var node))
            return Refuse(place, $"the alias *{name} has no complete anchor &{name} before it");
        _nodes += node.Size;
        if (_nodes > MaxNodes)
            return TooMany(place);
        return depth + node.Height - 1 > MaxDepth
            ? Refuse(place, $"the alias *{name} nests too deeply: the limit is {MaxDepth} levels")
            : node;
    }

    private YamlNode.Scalar TextOf(Position place, Scalar scalar)
    {
        if (scalar.Value.Any(YamlText.IsHidden))
            _problems.Add(place, "the text contains a control character: remove its escape");
        return new(place, scalar.Value, scalar.Style == ScalarStyle.Plain, scalar.Style == ScalarStyle.Literal);
    }

    private YamlNode.List? ListOf(Position place, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            if (Node(depth + 1) is not { } item)
                return null;
            items.Add(item);
        }

        return new(place, items.ToImmutable());
    }

    private YamlNode.Mapping? MappingOf(Position place, int depth)
    {
        var entries = new OrderedDictionary<string, YamlNode.Entry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not { } key || Node(depth + 1) is not { } value)
                return null;
            if (AcceptsKey(key, entries) is { } name)
                entries.Add(name, new(key.At, name, value));
        }

        return new(place, [.. entries.Values]);
    }

    private string? AcceptsKey(YamlNode key, OrderedDictionary<string, YamlNode.Entry> earlier)
    {
        switch (key)
        {
            case YamlNode.Scalar { Text: "<<" }:
                _problems.Add(key.At, "the merge key << is not supported: write out the keys");
                return null;
            case YamlNode.Scalar { Text: var name } when earlier.TryGetValue(name, out var first):
                _problems.Add(key.At, $"the key `{Quote.Of(name)}` is repeated; it is already on line {first.At.Line}");
                return null;
            case YamlNode.Scalar { Text: var name }:
                return name;
            default:
                _problems.Add(key.At, "a key must be a word, not a list or a mapping");
                return null;
        }
    }

    private YamlNode? TooMany(Position place) =>
        Refuse(place, $"the file is too large: the limit is {MaxNodes} values, and aliases count each time");

    private YamlNode? Refuse(Position place, string sentence)
    {
        _problems.Add(place, sentence);
        return null;
    }
}
