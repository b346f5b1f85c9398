namespace OlUpgrade.Yaml;

/// <summary>
/// One thing wrong with a file that an operator wrote: the place, and a sentence that says what to fix. Printed as
/// <c>file:line:column: sentence</c>. Lines and columns count from 1.
/// </summary>
public sealed record Problem(string File, int Line, int Column, string Sentence)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Sentence}";
}
