using Mono.Cecil;

namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>A type refers to another.</summary>
/// <param name="To">The other one by its full name, without type arguments.</param>
/// <param name="Member">What of it is used; null where only the type is named.</param>
internal sealed record TypeUse(TypeDefinition From, UsedType To, string? Member);
