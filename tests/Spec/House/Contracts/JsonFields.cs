using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>
/// The fields of a JSON text by their paths, as the serializer sees them: <c>hosts[].name: text</c>. The names of C#
/// types are not part of the contract.
/// </summary>
internal sealed class JsonFields(JsonSerializerOptions options)
{
    private readonly Stack<Type> _around = new();

    public IEnumerable<string> Of(Type type) => Walk("", type, isOptional: false);

    private IEnumerable<string> Walk(string path, Type type, bool isOptional)
    {
        path += isOptional || Nullable.GetUnderlyingType(type) is not null ? "?" : "";
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = options.GetTypeInfo(type);
        if (_around.Contains(type))
            return [$"{path}: as around it"];
        _around.Push(type);
        List<string> fields = info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => [.. Walk($"{path}[]", info.ElementType!, isOptional: false)],
            JsonTypeInfoKind.Dictionary => [.. Walk($"{path}{{}}", info.ElementType!, isOptional: false)],
            JsonTypeInfoKind.Object => [.. OfObject(path, info)],
            _ => [$"{path}: {Value(type)}"],
        };
        _around.Pop();
        return fields;
    }

    private IEnumerable<string> OfObject(string path, JsonTypeInfo info)
    {
        if (info.PolymorphismOptions is { } cases)
        {
            return cases.DerivedTypes.SelectMany(one =>
                Walk($"{path}({one.TypeDiscriminator})", one.DerivedType, isOptional: false)
                    .DefaultIfEmpty($"{path}({one.TypeDiscriminator})")
            );
        }

        return info.Properties.Where(IsWritten).SelectMany(property => OfProperty(path, property));
    }

    private IEnumerable<string> OfProperty(string path, JsonPropertyInfo property)
    {
        var isOptional = property.IsGetNullable || property.AssociatedParameter is { HasDefaultValue: true };
        return Walk($"{path}.{property.Name}", property.PropertyType, isOptional);
    }

    private bool IsWritten(JsonPropertyInfo property) =>
        !options.IgnoreReadOnlyProperties || property.Set is not null || property.AssociatedParameter is not null;

    private string Value(Type type) =>
        type switch
        {
            { IsEnum: true } when IsText(type) => string.Join('|', NamesOf(type)),
            { IsEnum: true } => "number",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(DateTimeOffset) => "time",
            _ when type == typeof(TimeSpan) => "duration",
            _ when type.IsPrimitive => "number",
            _ when type == typeof(string) || type == typeof(Uri) => "text",
            _ => "any",
        };

    private IEnumerable<string> NamesOf(Type type) =>
        Enum.GetValues(type).Cast<object>().Select(one => JsonSerializer.Serialize(one, type, options).Trim('"'));

    private bool IsText(Type type) =>
        JsonSerializer.Serialize(Enum.GetValues(type).GetValue(0), type, options).StartsWith('"');
}
