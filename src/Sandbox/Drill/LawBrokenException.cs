namespace OlUpgrade.Sandbox.Drill;

/// <summary>A law was broken: which one, and what was seen.</summary>
public sealed class LawBrokenException(string law, string seen) : Exception($"Law {law}: {seen}");
