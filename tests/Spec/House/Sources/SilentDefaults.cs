namespace OlUpgrade.Spec.House.Sources;

/// <summary>
/// A switch over a closed set (events, commands, outcomes, works) has no silent default: it throws, or a comment says
/// why all other cases are alike. Then nobody forgets the case that is added later.
/// </summary>
internal static class SilentDefaults
{
    public static IReadOnlyList<Violation> Violations(
        IReadOnlyCollection<SourceFile> files,
        IReadOnlyCollection<ClosedSet> sets
    ) =>
        [
            .. from file in files
            from found in ClosedSwitch.In(file, sets)
            where !found.IsLoud && !found.IsExplained && found.Named.Count < found.Set.Cases.Length
            let all = found.Set.Cases.Length
            let line = file.LineOf(found.Rest ?? found.Node)
            select Violation.In(
                file.Path,
                line,
                $"the default silently takes {all - found.Named.Count} of {all} cases of {found.Set.Name}; "
                    + "name them, throw, or explain it"
            ),
        ];
}
