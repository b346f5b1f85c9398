using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OlUpgrade.Yaml;

/// <summary>
/// The library's stream of events, with one promise more: whatever text it stumbles over, the mistake is a
/// <see cref="YamlException"/> with a place.
/// </summary>
internal sealed class YamlEvents : IParser
{
    private readonly Parser parser;
    private readonly Scanner scanner;

    public YamlEvents(string text)
    {
        scanner = new(new StringReader(text), skipComments: true);
        parser = new(scanner);
    }

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        try
        {
            return parser.MoveNext();
        }
        // On some broken texts the library fails by its own assertions instead of with a YamlException.
        catch (Exception failure)
            when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var place = scanner.CurrentPosition;
            throw new SyntaxErrorException(place, place, YamlSyntax.Unreadable);
        }
    }
}
