using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Runs.Approvals;

/// <summary>One person with several accounts, whose name, roles and standing change while runs are open.</summary>
internal sealed class Human(int number)
{
    private string Slack => $"slack:T1/U{number}";

    private string Listed => $"listed:h{number}";

    /// <summary>What people read. Anybody may take the name of anybody.</summary>
    public string Name { get; set; } = $"h{number}";

    public bool IsActive { get; set; } = true;

    public bool IsApprover { get; set; }

    public bool IsListed { get; set; } = true;

    /// <summary>True while a Slack group makes them an operator and approver, listed or not.</summary>
    public bool IsInGroup { get; set; }

    public bool MayApprove => IsActive && ((IsListed && IsApprover) || IsInGroup);

    /// <summary>The person as the doors of the service would see them now.</summary>
    /// <param name="door">Null for a comment on the issue.</param>
    public Person Through(Door? door)
    {
        Role[] roles = (IsActive && (IsListed || IsInGroup), MayApprove) switch
        {
            (false, _) => [],
            (true, false) => [Role.Operator],
            (true, true) => [Role.Operator, Role.Approver],
        };
        string[] accounts = (IsListed, door) switch
        {
            (false, _) => [Slack],
            (true, Door.CommandLine) => [$"token:{number}", Slack, Listed],
            (true, null) => [$"github:{number}", Listed],
            (true, _) => [Slack, Listed],
        };
        return new(Name, [.. roles], [.. accounts]);
    }

    public bool Has(string account) =>
        account == Slack || account == Listed || account.EndsWith($":{number}", StringComparison.Ordinal);
}
