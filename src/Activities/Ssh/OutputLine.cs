namespace OlUpgrade.Ssh;

/// <summary>A line of an attempt's output, without its line end.</summary>
/// <param name="Text">As text; bytes that are none are replaced, and of a very long line the beginning is kept.</param>
/// <param name="End">The first byte behind it in the output: where whoever re-attaches goes on.</param>
public readonly record struct OutputLine(string Text, long End);
