namespace OlUpgrade.Yaml;

/// <summary>
/// The problems found in one file so far. A reader that reports one continues with a placeholder, so that all problems
/// are reported at once. No placeholder is ever used, because a file with problems yields no value.
/// </summary>
internal sealed class ProblemList(string file)
{
    private readonly HashSet<Problem> _problems = [];

    public void Add(Position at, string sentence) => _problems.Add(new(file, at.Line, at.Column, sentence));

    /// <summary>The value, or the problems in the order of the file.</summary>
    public Parsed<T> Judge<T>(T? value)
        where T : class =>
        _problems.Count == 0 && value is not null
            ? Parsed<T>.Good(value)
            : Parsed<T>.Bad(_problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column));
}
