using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs.Commands;

/// <summary>The arguments of a person's command, parsed, whatever door it came through.</summary>
/// <param name="By">The person, with their current roles.</param>
public sealed record CommandArguments(Person By, Door Door)
{
    /// <summary>The host that the command is about; null if none was given.</summary>
    public string? Host { get; init; }

    /// <summary>For a rollback: a host, a stage, or <c>all</c>.</summary>
    public string? Target { get; init; }

    /// <summary>Why, or the text of a note; null if none was given.</summary>
    public string? Reason { get; init; }

    /// <summary>The names of the flags that were set.</summary>
    public ImmutableHashSet<string> Flags { get; init; } = [];

    /// <summary>The gate that the message asks about; null for the open one.</summary>
    public string? Gate { get; init; }

    /// <summary>The plan that the person saw.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The question that the person saw, as they typed its <see cref="QuestionCode"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Identifies the command, so that a note delivered twice is recorded once.</summary>
    public string Key { get; init; } = "";

    /// <summary>The version of the run that the person saw; null when they did not say.</summary>
    public int? Seen { get; init; }
}
