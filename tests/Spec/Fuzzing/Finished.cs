namespace OlUpgrade.Spec.Fuzzing;

/// <summary>Waits for work that needs no other thread, so that a case stays one call.</summary>
internal static class Finished
{
    public static void Of(Task work) => work.GetAwaiter().GetResult();
}
