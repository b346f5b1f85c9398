using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs.Commands;

/// <summary>What a person said with a verb, taken apart, whatever door it came through.</summary>
/// <param name="By">The person, with the roles that they have at this moment.</param>
public sealed record CommandArguments(Person By, Door Door)
{
    /// <summary>The host whose step is meant, or that is meant itself; null for none.</summary>
    public string? Host { get; init; }

    /// <summary>For a rollback: a host, a stage, or <c>all</c>.</summary>
    public string? Target { get; init; }

    /// <summary>Why, or the text of a note; null where nothing was given.</summary>
    public string? Reason { get; init; }

    /// <summary>The names of the flags that were set.</summary>
    public ImmutableHashSet<string> Flags { get; init; } = [];

    /// <summary>The gate that the message is of; null for the one that is open.</summary>
    public string? Gate { get; init; }

    /// <summary>The plan that the person saw.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Names what was said, so that the same note delivered twice is one.</summary>
    public string Key { get; init; } = "";

    /// <summary>The version of the run that the person saw; null when they did not say.</summary>
    public int? Seen { get; init; }
}
