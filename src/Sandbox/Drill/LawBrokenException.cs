namespace OlUpgrade.Sandbox.Drill;

/// <summary>A law does not hold: which, and what was seen.</summary>
public sealed class LawBrokenException(string law, string seen) : Exception($"Law {law}: {seen}");
