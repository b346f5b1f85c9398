using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OlUpgrade.Yaml;

/// <summary>
/// Text becomes the document as written. Refused with a complaint: what is not YAML, more than one document, tags,
/// merge keys, keys given twice, and anything deeper or (aliases counted each time) larger than the limits. Null when
/// nothing sensible can be read.
/// </summary>
internal sealed class YamlComposer
{
    public const int MaximumDepth = 20;
    public const int MaximumNodes = 10_000;

    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly ProblemList _complaints;
    private readonly YamlEvents _events;
    private int _nodes;

    private YamlComposer(string text, ProblemList complaints)
    {
        this._complaints = complaints;
        _events = new(text);
    }

    public static YamlNode? Compose(string text, ProblemList complaints)
    {
        try
        {
            return new YamlComposer(text, complaints).Document();
        }
        catch (YamlException mistake)
        {
            complaints.Add(PlaceOf(mistake.Start), YamlSyntax.Sentence(mistake));
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
            ? Refuse(PlaceOf(second.Start), "a second document begins here: one is read, so take out the ---")
            : root;
    }

    private YamlNode? Node(int depth)
    {
        var place = PlaceOf(_events.Current?.Start ?? Mark.Empty);
        if (depth > MaximumDepth)
            return Refuse(place, $"this is nested too deeply: at most {MaximumDepth} levels are read");
        if (_events.TryConsume<AnchorAlias>(out var alias))
            return Aliased(place, alias.Value.Value, depth);
        if (++_nodes > MaximumNodes)
            return TooMany(place);
        var written = _events.Consume<NodeEvent>();
        if (!written.Tag.IsEmpty)
            _complaints.Add(place, "a tag (what begins with !) is not allowed: take it out");
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
            return Refuse(place, $"the alias *{name} has no finished anchor &{name} before it");
        _nodes += node.Size;
        if (_nodes > MaximumNodes)
            return TooMany(place);
        return depth + node.Height - 1 > MaximumDepth
            ? Refuse(place, $"the alias *{name} nests too deeply: at most {MaximumDepth} levels are read")
            : node;
    }

    private YamlNode.Scalar TextOf(Position place, Scalar scalar)
    {
        if (scalar.Value.Any(YamlText.IsHidden))
            _complaints.Add(place, "the text holds a control character: take its escape out");
        return new(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
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

    private string? AcceptsKey(YamlNode key, OrderedDictionary<string, YamlNode.Entry> before)
    {
        switch (key)
        {
            case YamlNode.Scalar { Text: "<<" }:
                _complaints.Add(key.At, "the merge key << is not supported: write the keys out");
                return null;
            case YamlNode.Scalar { Text: var name } when before.TryGetValue(name, out var first):
                _complaints.Add(
                    key.At,
                    $"the key `{Quote.Of(name)}` is given twice; it already stands in line {first.At.Line}"
                );
                return null;
            case YamlNode.Scalar { Text: var name }:
                return name;
            default:
                _complaints.Add(key.At, "a key must be a word, not a list or a mapping");
                return null;
        }
    }

    private YamlNode? TooMany(Position place) =>
        Refuse(place, $"the file grows too large: at most {MaximumNodes} values are read, aliases counted each time");

    private YamlNode? Refuse(Position place, string sentence)
    {
        _complaints.Add(place, sentence);
        return null;
    }
}
