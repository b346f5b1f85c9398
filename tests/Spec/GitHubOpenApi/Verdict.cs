namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>What GitHub's description says of a request.</summary>
/// <param name="Operation">The method and the template of the path; null when there is no such operation.</param>
/// <param name="Problems">All that is wrong with the request; none when it is allowed.</param>
internal sealed record Verdict(string? Operation, IReadOnlyList<string> Problems);
