namespace OlUpgrade.Runs;

/// <summary>
/// The name by which an effect outside is found again after a lost answer. It leaves the attempt out, so that what an
/// earlier attempt brought about is found by the later one; the database's ID keeps two installations apart.
/// </summary>
public static class EffectKey
{
    public static string Of(string databaseId, StepKey key) =>
        $"{databaseId}/{key.Run}/{key.Place.Stage}/{key.Place.Host}/{key.Place.Step}";
}
