namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>A request judged by GitHub's description.</summary>
/// <param name="Operation">The method and the template of the path; null if there is no such operation.</param>
/// <param name="Problems">Everything that is wrong with the request; empty if it is allowed.</param>
internal sealed record Verdict(string? Operation, IReadOnlyList<string> Problems);
