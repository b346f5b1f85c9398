namespace OlUpgrade.Runs;

/// <summary>
/// The idempotency key of an effect in Slack or GitHub, by which it is found again after a lost answer. It leaves the
/// attempt out, so that a later attempt finds the effect of an earlier one; the database ID keeps installations apart.
/// </summary>
public static class EffectKey
{
    public static string Of(string databaseId, StepKey key) =>
        $"{databaseId}/{key.Run}/{key.Place.Stage}/{key.Place.Host}/{key.Place.Step}";
}
