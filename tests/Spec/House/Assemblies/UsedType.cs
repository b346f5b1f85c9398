using Mono.Cecil;

namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>A type that is referred to, by the type at the top of its file.</summary>
internal readonly record struct UsedType(string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    public static UsedType Of(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return new(type.Namespace, type.Name);
    }
}
