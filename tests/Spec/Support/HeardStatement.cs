namespace OlUpgrade.Spec.Support;

/// <summary>One statement as the database was asked it.</summary>
/// <param name="Values">What was put into it, by the names of the parameters.</param>
internal sealed record HeardStatement(string Sql, IReadOnlyDictionary<string, object?> Values);
