using YamlDotNet.Core;

namespace OlUpgrade.Yaml;

/// <summary>Explains the YAML library's errors in plain words, the most common ones first.</summary>
internal static class YamlSyntax
{
    public const string Unreadable = "cannot be read";

    private static readonly (string Seen, string Sentence)[] Known =
    [
        ("quoted scalar, found unexpected end of stream", "the quote that opens here is never closed: close it"),
        ("quoted scalar, found wrong indentation", "the quote that opens here is not closed on its line: close it"),
        ("unexpected document indicator", "the quote that opens here is never closed: close it"),
        ("unknown escape character", "unknown escape in double quotes: write \\\\ for \\, or use single quotes"),
        ("found invalid mapping", "a colon is not allowed here: put the text in quotes, or check the indentation"),
        ("cannot start any token", "text cannot start with this character: put the text in quotes"),
        ("did not find expected ',' or ']'", "the list opened with [ is not closed: add the ]"),
        ("did not find expected ',' or '}'", "the mapping opened with { is not closed: add the }"),
        ("expected <document", "this does not continue the lines before it: check the indentation"),
        ("expected node content", "a value was expected here: check the brackets, commas and colons around it"),
        ("expected comment or line break", "nothing may follow | or >: start the text on the next line"),
        ("expected hexadecimal number", "the escape in double quotes is incomplete: use single quotes"),
        (Unreadable, "this cannot be read: put the text in quotes, and check the brackets around it"),
        ("did not find expected '-' indicator", "the list ends unexpectedly here: check the indentation"),
        ("did not find expected key", "a key was expected here: check the indentation and the closing quotes"),
        ("could not find expected ':'", "this key has no colon: write `key: value`"),
    ];

    public static string Sentence(YamlException error)
    {
        foreach (var (seen, sentence) in Known)
        {
            if (error.Message.Contains(seen, StringComparison.Ordinal))
                return sentence;
        }

        return $"this is not YAML: {Quote.Of(error.Message, 160)}";
    }
}
