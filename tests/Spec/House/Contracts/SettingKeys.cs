using OlUpgrade.Hosting.Configuration;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>The keys of the configuration file.</summary>
internal static class SettingKeys
{
    public static IEnumerable<string> Lines() =>
        Of(Settings.Section, typeof(Settings)).Order(StringComparer.Ordinal).Select(key => $"setting {key}");

    private static IEnumerable<string> Of(string path, Type type) =>
        type.GetProperties()
            .Where(property => property.CanWrite)
            .SelectMany(property => OfProperty($"{path}:{property.Name}", property.PropertyType));

    private static IEnumerable<string> OfProperty(string path, Type type)
    {
        if (type.IsGenericType && type.GetGenericArguments() is [var item])
            return OfProperty($"{path}:N", item);
        return type.Assembly == typeof(Settings).Assembly && type.IsClass ? Of(path, type) : [path];
    }
}
