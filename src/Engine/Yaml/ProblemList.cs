namespace OlUpgrade.Yaml;

/// <summary>
/// Everything found wrong with one file so far. A reader that complains goes on with a stand-in, so that all problems
/// are reported at once; the stand-in is never seen, because a file with problems yields no value.
/// </summary>
internal sealed class ProblemList(string file)
{
    private readonly HashSet<Problem> _problems = [];

    public void Add(Position at, string sentence) => _problems.Add(new(file, at.Line, at.Column, sentence));

    public Parsed<T> Judge<T>(T? value)
        where T : class =>
        _problems.Count == 0 && value is not null
            ? Parsed<T>.Good(value)
            : Parsed<T>.Bad(_problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column));
}
