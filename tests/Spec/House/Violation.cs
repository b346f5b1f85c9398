namespace OlUpgrade.Spec.House;

/// <summary>One place where a rule is broken, as <c>path:line: what is wrong; what to do</c>.</summary>
/// <param name="Line">Counted from 1; 0 where the whole file, folder or assembly is meant.</param>
/// <param name="Key">What the ratchet counts it under: no folder and no line, so that a file can move.</param>
internal sealed record Violation(string Path, int Line, string Sentence, string Key)
{
    public static Violation In(string path, int line, string sentence) => new(path, line, sentence, NameOf(path));

    public override string ToString() => Line == 0 ? $"{Path}: {Sentence}" : $"{Path}:{Line}: {Sentence}";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
