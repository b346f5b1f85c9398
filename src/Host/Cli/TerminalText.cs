using System.Globalization;
using System.Text;
using OlUpgrade.Wording;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The encoder for the terminal: it obeys nothing in a text, and hides nothing.</summary>
internal sealed class TerminalText : IRenderHook
{
    /// <summary>Text as it may be written to a terminal.</summary>
    public static string Of(string text) => OutsideText.Visible(text);

    /// <summary>JSON for a terminal: the same value, with what is hidden as <c>\u202E</c>.</summary>
    public static string Json(string json)
    {
        if (OutsideText.Visible(json) == json)
            return json;
        var shown = new StringBuilder(json.Length + 16);
        foreach (var rune in json.EnumerateRunes())
        {
            if (OutsideText.IsHidden(rune))
                foreach (var unit in rune.ToString())
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            else
                shown.Append(rune);
        }

        return shown.ToString();
    }

    /// <summary>The same for everything that Spectre draws, except what it writes to control the terminal.</summary>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(drawn => new Harmless(drawn));

    private sealed class Harmless(IRenderable drawn) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => drawn.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            drawn
                .Render(options, maxWidth)
                .Select(segment =>
                    segment.IsControlCode || segment.IsLineBreak
                        ? segment
                        : new Segment(Of(segment.Text), segment.Style)
                );
    }
}
