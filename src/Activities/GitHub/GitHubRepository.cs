namespace OlUpgrade.GitHub;

/// <summary>A repository by owner and name, in runbooks written as <c>owner/name</c>.</summary>
internal readonly record struct GitHubRepository(string Owner, string Name)
{
    public static GitHubRepository Parse(string repository) =>
        repository.Split('/') is [var owner, var name]
            ? new(owner, name)
            : throw new ArgumentException($"'{repository}' is not of the form owner/name.", nameof(repository));

    public override string ToString() => $"{Owner}/{Name}";
}
