using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// The settings as <c>serve</c> checks them, the files that hold secrets, and whether anybody could do anything.
/// </summary>
internal static class SettingsFindings
{
    public static ImmutableArray<Finding> Of(Settings settings, SettingsParts parts) =>
        [
            .. Finding.WrongOr("settings", "every setting is there and makes sense.", parts.Problems),
            .. Finding.WrongOr(
                "secrets",
                "only their owner may read the files.",
                Files(settings).Select(PrivateFile.ProblemOf)
            ),
            People(settings, parts),
        ];

    private static IEnumerable<string> Files(Settings settings)
    {
        string[] all =
        [
            settings.Slack.BotTokenFile,
            settings.Slack.AppTokenFile,
            settings.GitHub.TokenFile,
            settings.Ssh.PassphraseFile,
        ];
        return all.Where(file => file.Length > 0);
    }

    /// <summary>Four eyes: whoever starts a run cannot approve it.</summary>
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
                "nobody is an operator, so nobody can start a run. Name one under OlUpgrade:People."
            );
        return operators.Any(starter => approvers.Any(approver => approver != starter))
            ? Finding.Ok(
                "people",
                $"operators: {string.Join(", ", operators)}; approvers: {string.Join(", ", approvers)}."
            )
            : Finding.Wrong(
                "people",
                "no operator finds an approver besides themselves: no run can "
                    + "be approved. Name one under OlUpgrade:People."
            );
    }

    private static List<string> With(IEnumerable<Person> people, Role role) =>
        [.. people.Where(person => person.Roles.Contains(role)).Select(person => person.Name)];
}
