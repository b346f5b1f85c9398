using System.Collections.Concurrent;
using System.Text;

namespace OlUpgrade.Spec.Support;

/// <summary>Keeps the lines that a command writes; may be read while it is still writing.</summary>
internal sealed class LineKeeper : TextWriter
{
    private readonly ConcurrentQueue<string> _lines = new();

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines => [.. _lines];

    public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");

    public bool Said(string piece) => _lines.Any(line => line.Contains(piece, StringComparison.Ordinal));
}
