using System.Collections.Frozen;
using System.Reflection;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>An interface that references are made for, checked once.</summary>
internal sealed class GrainInterface
{
    private readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;

    /// <summary>Looks at every method.</summary>
    /// <exception cref="NotSupportedException">A method of it can't be called between grains: the sentence says which, and
    /// why.</exception>
    public GrainInterface(Type type, GrainRuntime runtime)
    {
        if (!type.IsInterface || !type.IsAssignableTo(typeof(IAddressable)))
            throw new NotSupportedException($"{type} is no interface of a grain or an observer.");

        Type = type;
        _methods = type.GetInterfaces().Append(type)
            .SelectMany(part => part.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .ToFrozenDictionary(method => method, method => GrainMethod.Describe(method, runtime.Options.ResponseTimeout));
        Blank = GrainReference.MakeBlank(this);
    }

    public Type Type { get; }

    /// <summary>The reference to nothing that all others are copies of.</summary>
    public GrainReference Blank { get; }

    public GrainMethod this[MethodInfo method] => _methods[method];
}
