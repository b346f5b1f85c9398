using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Checks the settings and the files as <c>serve</c> does, and whether any run could be approved.
/// </summary>
internal static class SettingsFindings
{
    public static ImmutableArray<Finding> Of(Settings settings, SettingsParts parts, ServiceFiles files) =>
        [
            .. Finding.WrongOr("settings", "all settings are valid.", parts.Problems),
            .. Finding.WrongOr(
                "secrets",
                "only their owner can read the files.",
                ServiceFiles.SecretsOf(settings).Except(KeyOf(settings)).Select(PrivateFile.ProblemOf)
            ),
            .. Finding.WrongOr(
                "files",
                "only this user and root can change what the service reads.",
                // The pinned keys have a line of their own.
                files.ProblemsBesideSecrets().Except([PrivateFile.ProblemOfTrusted(parts.Ssh.KnownHostsFile)])
            ),
            People(settings, parts),
        ];

    /// <summary>The key has a line of its own.</summary>
    private static string[] KeyOf(Settings settings) =>
        settings.Ssh.KeyFile.Length == 0 ? [] : [Path.GetFullPath(settings.Ssh.KeyFile)];

    /// <summary>A run needs an operator and another person who is an approver (four eyes).</summary>
    private static Finding People(Settings settings, SettingsParts parts)
    {
        var people = settings
            .People.Select(written => parts.People.Named(written.Name.Trim()))
            .OfType<Person>()
            .ToList();
        var operators = With(people, Role.Operator);
        var approvers = With(people, Role.Approver);
        if (operators.Count == 0)
            return Finding.Wrong(
                "people",
                "there is no operator, so no run can be started. Add one under OlUpgrade:People."
            );
        return operators.Any(requester => approvers.Any(approver => approver != requester))
            ? Finding.Ok(
                "people",
                $"operators: {string.Join(", ", operators)}; approvers: {string.Join(", ", approvers)}."
            )
            : Finding.Wrong(
                "people",
                "no operator has another person as approver, so no run can be approved. "
                    + "Add an approver under OlUpgrade:People."
            );
    }

    private static List<string> With(IEnumerable<Person> people, Role role) =>
        [.. people.Where(person => person.Roles.Contains(role)).Select(person => person.Name)];
}
