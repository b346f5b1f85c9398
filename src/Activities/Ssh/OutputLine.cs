namespace OlUpgrade.Ssh;

/// <summary>A line of an attempt's output, without its line end.</summary>
/// <param name="Text">Invalid UTF-8 is replaced, and a line of more than 64 KiB is cut.</param>
/// <param name="End">The position in the output after this line: a reader that re-attaches continues here.</param>
public readonly record struct OutputLine(string Text, long End);
