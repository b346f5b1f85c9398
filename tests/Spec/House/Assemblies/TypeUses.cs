using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>
/// What a compiled type refers to: bases, attributes, signatures, locals and the code of its methods.
/// </summary>
internal static class TypeUses
{
    public static IEnumerable<(UsedType Type, string? Member)> Of(TypeDefinition type) =>
        Referred(type).SelectMany(one => Parts(one.Type).Select(part => (UsedType.Of(part), one.Member)));

    private static IEnumerable<(TypeReference Type, string? Member)> Referred(TypeDefinition type) =>
        [
            .. Named(type.BaseType is { } parent ? [parent] : []),
            .. Named(type.Interfaces.Select(one => one.InterfaceType)),
            .. Named(type.Fields.Select(field => field.FieldType)),
            .. Named(
                Attributes(type)
                    .Concat(type.Fields.SelectMany(Attributes))
                    .Concat(type.Properties.SelectMany(Attributes))
            ),
            .. Named(type.GenericParameters.SelectMany(Constraints)),
            .. type.Methods.SelectMany(OfMethod),
            .. type.NestedTypes.SelectMany(Referred),
        ];

    private static IEnumerable<(TypeReference, string?)> Named(IEnumerable<TypeReference> types) =>
        types.Select(type => (type, (string?)null));

    private static IEnumerable<(TypeReference, string?)> OfMethod(MethodDefinition method)
    {
        var signature = method
            .Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(Attributes(method))
            .Concat(method.Parameters.SelectMany(Attributes))
            .Concat(method.GenericParameters.SelectMany(Constraints));
        if (!method.HasBody)
            return Named(signature);
        var locals = method.Body.Variables.Select(variable => variable.VariableType);
        var caught = method.Body.ExceptionHandlers.Select(handler => handler.CatchType).OfType<TypeReference>();
        return Named([.. signature, .. locals, .. caught]).Concat(method.Body.Instructions.SelectMany(OfInstruction));
    }

    private static IEnumerable<(TypeReference, string?)> OfInstruction(Instruction instruction) =>
        instruction.Operand switch
        {
            MethodReference method =>
            [
                (method.DeclaringType, method.Name),
                .. Named(method.Parameters.Select(parameter => parameter.ParameterType)),
                .. Named([method.ReturnType]),
                .. Named(method is GenericInstanceMethod generic ? generic.GenericArguments : []),
            ],
            FieldReference field => [(field.DeclaringType, field.Name), (field.FieldType, null)],
            TypeReference type => [(type, null)],
            _ => [],
        };

    /// <summary>The attributes, and the types that are written in them.</summary>
    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute =>
            attribute
                .ConstructorArguments.Select(argument => argument.Value)
                .OfType<TypeReference>()
                .Append(attribute.AttributeType)
        );

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    /// <summary>The type itself, without array or reference marks, and its type arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericParameter => [],
            GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
            TypeSpecification wrapped => Parts(wrapped.ElementType),
            _ => [type],
        };
}
