namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>A public call of the client, which sends requests of one operation.</summary>
/// <param name="Name">The client's method.</param>
/// <param name="Operation">What GitHub's description calls it: the method and the template of the path.</param>
/// <param name="Send">Calls it; in a few words why it failed, or null.</param>
/// <param name="Spoils">What is wrong with this operation alone; there must be one.</param>
internal sealed record ClientCall(string Name, string Operation, Func<Task<string?>> Send, IReadOnlyList<Spoil> Spoils)
{
    public override string ToString() => $"{Name} ({Operation})";
}
