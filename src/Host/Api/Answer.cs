namespace OlUpgrade.Hosting.Api;

/// <summary>What became of a wish or a decision: the run, or a refusal with its sentence.</summary>
public sealed record Answer(int? Run, string? Code, string? Sentence);
