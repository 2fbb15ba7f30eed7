using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>A method of a grain's or observer's interface: how it is called.</summary>
internal abstract class GrainMethod
{
    private readonly MethodInvoker _invoker;
    private readonly int[] _references;

    protected GrainMethod(MethodInfo method, TimeSpan timeout)
    {
        _invoker = MethodInvoker.Create(method);
        _references = [.. method.GetParameters()
            .Where(parameter => parameter.ParameterType.IsAssignableTo(typeof(IAddressable)))
            .Select(parameter => parameter.Position)];
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        Interleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout ?? timeout;
    }

    public string Name { get; }

    public bool IsOneWay { get; }

    public bool IsReadOnly { get; }

    public bool Interleaves { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Looks at a method.</summary>
    /// <exception cref="NotSupportedException">The method can't be called between grains: the sentence says why.</exception>
    public static GrainMethod Describe(MethodInfo method, TimeSpan timeout)
    {
        Isolation.Check(method);
        var returned = method.ReturnType;
        var result = returned.IsGenericType ? returned.GetGenericArguments()[0] : typeof(Nothing);
        var type = typeof(GrainMethod<>).MakeGenericType(result);
        return (GrainMethod)Activator.CreateInstance(type, method, timeout)!;
    }

    /// <summary>Sends a call and returns the task of the method's own type that its answer will complete.</summary>
    public abstract object Call(ICallTarget target, object?[] arguments);

    /// <summary>Calls the method itself.</summary>
    public object? Invoke(object target, object?[] arguments) => _invoker.Invoke(target, arguments.AsSpan());

    protected void CheckReferences(object?[] arguments)
    {
        foreach (var index in _references)
        {
            if (arguments[index] is not (null or GrainReference))
                throw new ArgumentException(
                    $"{Name} was given a {arguments[index]!.GetType()} itself, not a reference to it: "
                    + "pass this.AsReference<…>() of a grain, CreateObjectReference of an observer.",
                    nameof(arguments));
        }
    }

    /// <summary>The result of a method without one.</summary>
    protected readonly record struct Nothing;
}
