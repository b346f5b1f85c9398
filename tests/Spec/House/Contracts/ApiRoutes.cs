using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OlUpgrade.Hosting;
using OlUpgrade.Spec.House.Assemblies;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>The routes of the HTTP API with the JSON fields that they take and answer.</summary>
internal static class ApiRoutes
{
    public static IEnumerable<string> Lines(CompiledProject host) =>
        Endpoints().SelectMany(endpoint => OfEndpoint(endpoint, host)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> OfEndpoint(RouteEndpoint endpoint, CompiledProject host)
    {
        var methods = string.Join('|', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []);
        var route = $"api {methods} {endpoint.RoutePattern.RawText}";
        var handler = endpoint.Metadata.GetMetadata<MethodInfo>();
        var fields = new JsonFields(JsonSerializerOptions.Web);
        return
        [
            route,
            .. Query(endpoint, handler).Select(parameter => $"{route} query {parameter}"),
            .. endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } request
                ? fields.Of(request).Select(field => $"{route} takes {field}")
                : [],
            .. handler is null
                ? []
                : AnswerTypes.Of(handler, host).SelectMany(fields.Of).Select(field => $"{route} answers {field}"),
        ];
    }

    private static IEnumerable<string> Query(RouteEndpoint endpoint, MethodInfo? handler) =>
        from parameter in handler?.GetParameters() ?? []
        let type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType
        where
            (type.IsPrimitive || type == typeof(string)) && endpoint.RoutePattern.GetParameter(parameter.Name!) is null
        select parameter.Name;

    /// <summary>
    /// The endpoints of an application that only maps them. It never runs, so no service has to exist.
    /// </summary>
    private static IReadOnlyList<RouteEndpoint> Endpoints()
    {
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var service in Services())
            builder.Services.AddSingleton(service, _ => throw new InvalidOperationException("Nothing is called here."));
        var app = builder.Build();
        foreach (var map in Maps())
            map.Invoke(null, [app]);
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>(),
        ];
    }

    private static IEnumerable<MethodInfo> Maps() =>
        from type in typeof(Composition).Assembly.GetTypes()
        where type.IsAbstract && type.IsSealed
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where
            method.Name.StartsWith("Map", StringComparison.Ordinal)
            && method.GetParameters() is [{ ParameterType: var only }]
            && only.IsAssignableFrom(typeof(WebApplication))
        orderby type.FullName, method.Name
        select method;

    /// <summary>Everything of ours but what a request's body is read into.</summary>
    private static IEnumerable<Type> Services() =>
        from name in typeof(Composition)
            .Assembly.GetReferencedAssemblies()
            .Append(typeof(Composition).Assembly.GetName())
        where name.Name!.StartsWith("OlUpgrade", StringComparison.OrdinalIgnoreCase)
        from type in Assembly.Load(name).GetTypes()
        where !type.IsGenericTypeDefinition && !type.IsValueType && !(type.IsAbstract && type.IsSealed)
        where !type.Name.EndsWith("Request", StringComparison.Ordinal)
        select type;
}
