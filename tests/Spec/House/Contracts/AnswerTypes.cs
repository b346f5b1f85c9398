using System.Reflection;
using Mono.Cecil;
using OlUpgrade.Spec.House.Assemblies;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>
/// What a handler answers: the types that it and the methods it calls in its class give to <c>TypedResults</c>.
/// </summary>
internal static class AnswerTypes
{
    public static IEnumerable<Type> Of(MethodInfo handler, CompiledProject host)
    {
        var type = host.Assembly.MainModule.GetType(handler.DeclaringType!.FullName!.Replace('+', '/'));
        var methods = Reached(type.Methods.Single(method => method.MetadataToken.ToInt32() == handler.MetadataToken));
        return methods
            .SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand)
            .OfType<GenericInstanceMethod>()
            .Where(call => call.DeclaringType.Name == "TypedResults")
            .Select(call => handler.Module.ResolveMethod(call.MetadataToken.ToInt32())!.GetGenericArguments()[0])
            .Distinct();
    }

    /// <summary>
    /// The method and those of its class that it calls, with the code that the compiler moved out of them.
    /// </summary>
    private static List<MethodDefinition> Reached(MethodDefinition handler)
    {
        var home = handler.DeclaringType;
        var reached = new List<MethodDefinition>();
        var queue = new Queue<MethodDefinition>([handler]);
        while (queue.TryDequeue(out var method))
        {
            if (!method.HasBody || reached.Contains(method))
                continue;
            reached.Add(method);
            foreach (
                var called in method
                    .Body.Instructions.Select(instruction => instruction.Operand)
                    .OfType<MethodReference>()
            )
            {
                if (called.DeclaringType.FullName == home.FullName && called.Resolve() is { } own)
                    queue.Enqueue(own);
            }

            foreach (
                var moved in home.NestedTypes.Where(nested =>
                    nested.Name.StartsWith($"<{method.Name}>", StringComparison.Ordinal)
                )
            )
            {
                foreach (var part in moved.Methods)
                    queue.Enqueue(part);
            }
        }

        return reached;
    }
}
