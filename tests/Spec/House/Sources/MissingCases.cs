namespace OlUpgrade.Spec.House.Sources;

/// <summary>Where a switch over a closed set throws at the rest, it names every case.</summary>
internal static class MissingCases
{
    public static IReadOnlyList<Violation> Violations(
        IReadOnlyCollection<SourceFile> files,
        IReadOnlyCollection<ClosedSet> sets
    ) =>
        [
            .. from file in files
            from found in ClosedSwitch.In(file, sets)
            where found.IsLoud && !found.IsExplained
            let missing = found.Set.Cases.Except(found.Named).ToList()
            where missing.Count > 0
            select Violation.In(
                file.Path,
                file.LineOf(found.Node),
                $"{found.Set.Name} has {string.Join(", ", missing)} too, at which this throws; name them"
            ),
        ];
}
