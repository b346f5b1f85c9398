using System.Collections.Immutable;

namespace OlUpgrade.Yaml;

/// <summary>
/// The result of parsing a file: a validated value, or every problem found. Never both, never neither.
/// </summary>
public sealed record Parsed<T>
    where T : class
{
    private Parsed(T? value, ImmutableArray<Problem> problems)
    {
        Value = value;
        Problems = problems;
    }

    /// <summary>Null exactly when there are problems.</summary>
    public T? Value { get; }

    public ImmutableArray<Problem> Problems { get; }

    public static Parsed<T> Good(T value) => new(value, []);

    public static Parsed<T> Bad(IEnumerable<Problem> problems)
    {
        var all = problems.ToImmutableArray();
        return all.IsEmpty
            ? throw new ArgumentException("A rejected file has at least one problem.", nameof(problems))
            : new(null, all);
    }
}
