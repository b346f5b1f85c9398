namespace OlUpgrade.Spec.House.Sources;

/// <summary>
/// A switch over a closed set (events, commands, outcomes, works) has no silent rest: it throws, or a comment says why all
/// others are alike. A case that is added later is then thought of.
/// </summary>
internal static class SilentDefaults
{
    public static IReadOnlyList<Violation> Violations(IReadOnlyCollection<SourceFile> files, IReadOnlyCollection<ClosedSet> sets) =>
        [
            .. from file in files
               from found in ClosedSwitch.In(file, sets)
               where !found.IsLoud && !found.IsExplained && found.Named.Count < found.Set.Cases.Length
               let line = file.LineOf(found.Rest ?? found.Node)
               select Violation.In(
                   file.Path,
                   line,
                   $"{found.Set.Cases.Length - found.Named.Count} of {found.Set.Name} are silently alike here; name them, throw, or say why in a comment"),
        ];
}
