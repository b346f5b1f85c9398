using System.Globalization;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Runs.Approvals;

/// <summary>
/// Nothing happens on a host without the approvals that its plan asks for, whatever people are called, lose, say and
/// do; and a rule that is broken is found at once.
/// </summary>
public sealed class ApprovalLawTests
{
    private const int Moves = 400;

    private static int WantedEvents =>
        int.TryParse(
            Environment.GetEnvironmentVariable("OLUPGRADE_APPROVAL_EVENTS"),
            CultureInfo.InvariantCulture,
            out var set
        )
            ? set
            : 100_000;

    [Fact]
    public async Task Nothing_happens_on_a_host_without_the_approvals_that_the_plan_asks_for()
    {
        var (events, effects, ended) = (0, 0, 0);
        for (var seed = 1; events < WantedEvents; seed++)
        {
            var history = new RandomHistory(seed);
            await history.PlayAsync(Moves);
            Assert.True(history.Broken is null, $"Seed {seed}: {history.Broken}\n{history.End}");
            (events, effects, ended) = (events + history.Events, effects + history.Effects, ended + 1);
        }

        // Most histories reach a host: else the law was tested by nothing.
        Assert.True(effects > ended, $"{effects} effects in {ended} histories");
    }

    [Fact]
    public Task Who_is_compared_by_name_is_found() =>
        IsFoundAsync(person => person with { Accounts = [$"listed:{person.Name}"] });

    [Fact]
    public Task Who_comes_with_a_new_account_each_time_is_found() =>
        IsFoundAsync(person => person with { Accounts = [.. person.Accounts!.Take(1)] });

    [Fact]
    public Task A_role_that_was_lost_and_still_counts_is_found() =>
        IsFoundAsync(person => person with { Roles = [Role.Operator, Role.Approver] });

    [Fact]
    public Task A_service_that_does_not_ask_again_before_an_effect_is_found() => IsFoundAsync(null, asksStaff: false);

    private static async Task IsFoundAsync(Func<Person, Person>? broken, bool asksStaff = true)
    {
        for (var seed = 1; seed <= 2_000; seed++)
        {
            var history = new RandomHistory(seed, broken, asksStaff);
            await history.PlayAsync(Moves);
            if (history.Broken is not null)
                return;
        }

        Assert.Fail("The rule is broken, and 2,000 histories did not show it.");
    }
}
