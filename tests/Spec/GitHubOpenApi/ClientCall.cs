namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>A public call of the client, which sends requests for one operation.</summary>
/// <param name="Name">The client's method.</param>
/// <param name="Operation">Its name in GitHub's description: the method and the template of the path.</param>
/// <param name="Send">Calls it. Returns null, or why it failed.</param>
/// <param name="Spoils">Mistakes that are specific to this operation; at least one.</param>
internal sealed record ClientCall(string Name, string Operation, Func<Task<string?>> Send, IReadOnlyList<Spoil> Spoils)
{
    public override string ToString() => $"{Name} ({Operation})";
}
