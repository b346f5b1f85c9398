using System.Collections.Immutable;
using System.Reflection;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>The keys of runbooks and inventories, from the lists that their readers refuse all others by.</summary>
internal static class YamlKeys
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Lines() =>
        typeof(RunEvent)
            .Assembly.GetTypes()
            .Where(type =>
                type.Name.EndsWith("Keys", StringComparison.Ordinal) && type is { IsAbstract: true, IsSealed: true }
            )
            .SelectMany(OfList)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> OfList(Type type)
    {
        var lists = type.GetProperties(Statics)
            .Where(list => list.PropertyType == typeof(ImmutableArray<string>))
            .Select(list => (list.Name, Keys: (ImmutableArray<string>)list.GetValue(null)!))
            .ToList();
        var all = lists.SelectMany(list => list.Keys).ToHashSet();
        return
        [
            .. lists.SelectMany(list => list.Keys.Select(key => $"yaml {list.Name} {key}")),
            .. from beside in type.GetMethods(Statics)
            where
                beside.ReturnType == typeof(ImmutableArray<string>)
                && beside.GetParameters() is [{ ParameterType: var only }]
                && only == typeof(string)
            from key in all
            from other in (ImmutableArray<string>)beside.Invoke(null, [key])!
            select $"yaml {beside.Name} {key} {other}",
        ];
    }
}
