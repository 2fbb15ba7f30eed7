using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>A grain class, with its activations by key.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new();
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Activation, object?>[] _arguments;

    public GrainClass(GrainRuntime runtime, Type type)
    {
        Runtime = runtime;
        Type = type;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        var constructors = type.GetConstructors();
        if (constructors.Length != 1)
            throw new NotSupportedException(
                $"The grain class {type} has {constructors.Length} public constructors: exactly one is needed.");

        _constructor = ConstructorInvoker.Create(constructors[0]);
        _arguments = [.. constructors[0].GetParameters().Select(MakeArgument)];
    }

    public GrainRuntime Runtime { get; }

    public Type Type { get; }

    public string Name => Type.Name;

    public bool IsReentrant { get; }

    public IEnumerable<Activation> Activations => _activations.Select(pair => pair.Value);

    /// <summary>Hands a request to the activation with this key, or to a new one.</summary>
    public void Send(GrainAddress address, Request request)
    {
        while (true)
        {
            if (!_activations.TryGetValue(address.Key, out var activation))
            {
                if (Runtime.Stopping)
                {
                    request.Fail(new OrleansException(
                        $"{address} was called while the grain runtime stops, so it was not activated. The call has not run."));
                    return;
                }

                activation = _activations.GetOrAdd(address.Key, static (_, address) => new Activation(address), address);
            }

            // An activation that has ended is out of the dictionary before it says so: the next look finds another.
            if (activation.TryReceive(request))
                return;
        }
    }

    /// <summary>Makes the grain of an activation, on that activation, and names the states it is to read first.</summary>
    public Grain Construct(Activation activation, List<PersistentState> states)
    {
        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _arguments[i](activation);
            if (arguments[i] is PersistentState state)
                states.Add(state);
        }

        return (Grain)_constructor.Invoke(arguments.AsSpan());
    }

    public void Remove(Activation activation) => _activations.TryRemove(new(activation.Address.Key, activation));

    private Func<Activation, object?> MakeArgument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is not { } attribute)
        {
            return parameter.HasDefaultValue
                ? activation => activation.Runtime.Services.GetService(type) ?? parameter.DefaultValue
                : activation => activation.Runtime.Services.GetRequiredService(type);
        }

        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new NotSupportedException(
                $"{Type}: the parameter '{parameter.Name}' bears [PersistentState] but is no IPersistentState<T>.");

        var state = typeof(PersistentState<>).MakeGenericType(type.GetGenericArguments());
        var constructor = ConstructorInvoker.Create(state.GetConstructors()[0]);
        return activation => constructor.Invoke(activation, attribute.StateName);
    }
}
