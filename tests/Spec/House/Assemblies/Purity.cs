using System.Collections.Immutable;

namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>
/// The pure rooms of the engine use no task, file, network, logger, clock, chance, process, database or scheduler,
/// and no room that does. What people read (<c>Wording</c>) knows the runs; the runs do not know it.
/// </summary>
internal static class Purity
{
    private const string Root = "OlUpgrade";
    private const string Decider = "OlUpgrade.Runs";
    private const string Wording = "OlUpgrade.Wording";

    public static ImmutableArray<string> Rooms { get; } =
    [
        "OlUpgrade.Yaml",
        "OlUpgrade.Calendar",
        "OlUpgrade.Hosts",
        "OlUpgrade.Runbooks",
        "OlUpgrade.Plans",
        Decider,
        Wording,
    ];

    private static readonly ImmutableArray<string> ImpureNamespaces =
    [
        "System.IO",
        "System.Net",
        "System.Threading.Tasks",
        "System.Threading.Channels",
        "Microsoft.Extensions",
        "Microsoft.EntityFrameworkCore",
        "Microsoft.Data",
        "Microsoft.AspNetCore",
        "Quartz",
    ];

    private static readonly HashSet<string> ImpureTypes =
    [
        "System.TimeProvider",
        "System.Random",
        "System.Environment",
        "System.Console",
        "System.Threading.Thread",
        "System.Threading.Timer",
        "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly HashSet<string> ImpureMembers =
    [
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid",
    ];

    /// <summary>Text in memory, and what the compiler writes into every iterator.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "System.IO.TextReader",
        "System.IO.StringReader",
        "System.IO.TextWriter",
        "System.IO.StringWriter",
        "System.Environment.get_CurrentManagedThreadId",
    ];

    public static IReadOnlyList<Violation> Violations(CompiledProject engine) =>
        [
            .. engine
                .Uses.Where(use => IsPure(use.From.Namespace))
                .Select(use => (use.From, Problem: ProblemOf(use)))
                .Where(found => found.Problem is not null)
                .Distinct()
                .Select(found => new Violation(
                    engine.Folder,
                    0,
                    $"{found.From.FullName} is pure but {found.Problem}",
                    $"{found.From.Name} {found.Problem!.Split(';')[0]}"
                ))
                .OrderBy(violation => violation.Sentence, StringComparer.Ordinal),
        ];

    private static string? ProblemOf(TypeUse use)
    {
        var member = use.Member is null ? use.To.FullName : $"{use.To.FullName}.{use.Member}";
        if (Harmless.Contains(use.To.FullName) || Harmless.Contains(member))
            return null;
        if (ImpureMembers.Contains(member))
            return $"uses {member}; take the value as an argument";
        if (ImpureTypes.Contains(use.To.FullName) || ImpureNamespaces.Any(name => Is(use.To.Namespace, name)))
            return $"uses {use.To.FullName}; move that into the shell";
        if (Is(use.From.Namespace, Decider) && Is(use.To.Namespace, Wording))
            return $"decides by the wording {use.To.Name}; decide by the facts";
        return Is(use.To.Namespace, Root) && !IsPure(use.To.Namespace)
            ? $"refers to {use.To.FullName}, which is not; turn it around"
            : null;
    }

    private static bool IsPure(string ns) => Rooms.Any(room => Is(ns, room));

    private static bool Is(string ns, string room) => ns == room || ns.StartsWith($"{room}.", StringComparison.Ordinal);
}
