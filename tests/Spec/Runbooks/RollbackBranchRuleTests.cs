namespace OlUpgrade.Spec.Runbooks;

/// <summary>How long a runbook keeps the rollback branch: valid values, and problems with their positions.</summary>
public sealed class RollbackBranchRuleTests
{
    [Theory]
    [InlineData("", 30)]
    [InlineData(", keep: 1d", 1)]
    [InlineData(", keep: 90d", 90)]
    [InlineData(", keep: 400d", 400)]
    public void The_branch_is_kept_as_the_runbook_says_or_for_30_days(string keep, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), Written.Good(With(keep)).RollbackBranch!.KeptFor);

    [Theory]
    [InlineData(", keep: 23h", "10:88: `keep` must be at least 1d; it is 23h")]
    [InlineData(", keep: 401d", "10:88: `keep` may be at most 400d; it is 401d")]
    [InlineData(", keep: 30", "10:88: `keep` must be a duration such as 90s, 5m, 1h30m or 1d; it has no unit")]
    [InlineData(", keep: ever", "10:88: `keep` must be a duration such as 90s, 5m, 1h30m or 1d; it is \"ever\"")]
    [InlineData(", kept: 30d", "unknown key `kept` in `rollback-branch`; did you mean `keep`?")]
    public void A_wrong_value_is_refused_with_its_position(string keep, string problem) =>
        Assert.Contains(Written.Parse(With(keep)).Problems, one =>
            one.ToString().Contains(problem, StringComparison.Ordinal)
        );

    private static string With(string keep) =>
        Written.Runbook.Replace("from: production}", $"from: production{keep}}}", StringComparison.Ordinal);
}
