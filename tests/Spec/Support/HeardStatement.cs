namespace OlUpgrade.Spec.Support;

/// <summary>One statement sent to the database.</summary>
/// <param name="Values">Its parameters, by name.</param>
internal sealed record HeardStatement(string Sql, IReadOnlyDictionary<string, object?> Values);
