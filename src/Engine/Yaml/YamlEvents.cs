using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OlUpgrade.Yaml;

/// <summary>
/// The library's event stream with one more promise: any text that it cannot parse gives a
/// <see cref="YamlException"/> with a position.
/// </summary>
internal sealed class YamlEvents : IParser
{
    private readonly Parser _parser;
    private readonly Scanner _scanner;

    public YamlEvents(string text)
    {
        _scanner = new(new StringReader(text), skipComments: true);
        _parser = new(_scanner);
    }

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        // On some broken texts the library trips its own assertions instead of throwing a YamlException.
        catch (Exception failure)
            when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var place = _scanner.CurrentPosition;
            throw new SyntaxErrorException(place, place, YamlSyntax.Unreadable);
        }
    }
}
