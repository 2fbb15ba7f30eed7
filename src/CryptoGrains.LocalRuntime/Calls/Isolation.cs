using System.ComponentModel;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// Grains share nothing that can change. Orleans copies what is passed; here it is passed as it is, so its type must be
/// immutable by declaration.
/// </summary>
/// <remarks>
/// Immutable are: primitives, enums and <see cref="string"/>; a struct whose fields are (passing copies it); the collections of
/// System.Collections.Immutable and .Frozen over such types; interfaces of grains and observers; and, by its author's word,
/// a type or a parameter marked <c>[Immutable]</c>, or, where a type knows nothing of grains, <c>[ImmutableObject(true)]</c>.
/// </remarks>
internal static class Isolation
{
    /// <summary>Checks what a method takes and returns.</summary>
    /// <exception cref="NotSupportedException">The method can't be called between grains: the sentence says why.</exception>
    public static void Check(MethodInfo method)
    {
        var name = $"{method.DeclaringType}.{method.Name}";
        if (method.IsGenericMethod)
            throw new NotSupportedException($"{name} is generic, which a method called between grains can't be.");

        foreach (var parameter in method.GetParameters().Where(parameter => !parameter.IsDefined(typeof(ImmutableAttribute))))
            Check(parameter.ParameterType, $"{name} takes '{parameter.Name}' of type");

        var returned = method.ReturnType;
        if (returned == typeof(Task) || returned == typeof(ValueTask))
            return;
        var task = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        if (task != typeof(Task<>) && task != typeof(ValueTask<>))
            throw new NotSupportedException(
                $"{name} returns {returned}: a method called between grains returns Task or ValueTask, "
                + "with a result or without.");

        if (method.IsDefined(typeof(OneWayAttribute)))
            throw new NotSupportedException($"{name} is [OneWay] and returns {returned}: nobody would get the result.");

        Check(returned.GetGenericArguments()[0], $"{name} returns");
    }

    /// <summary>Whether a value of this type can be passed without a copy.</summary>
    public static bool IsImmutable(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string))
            return true;
        if (type.IsDefined(typeof(ImmutableAttribute), inherit: false) || type.GetCustomAttribute<ImmutableObjectAttribute>() is { Immutable: true })
            return true;
        if (type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))
            return true;
        if (type.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen" && !type.IsNested)
            return type.GetGenericArguments().All(IsImmutable);

        return type is { IsValueType: true, IsByRefLike: false }
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .All(field => IsImmutable(field.FieldType));
    }

    private static void Check(Type type, string sentence)
    {
        if (!IsImmutable(type))
            throw new NotSupportedException(
                $"{sentence} {type}, which can change after it was passed. Use a readonly record struct, "
                + "a collection of System.Collections.Immutable, or mark a type that never changes [Immutable].");
    }
}
