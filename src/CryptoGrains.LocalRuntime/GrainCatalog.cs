using Orleans;

namespace CryptoGrains.LocalRuntime;

/// <summary>The grain classes of the given assemblies, by name and by interface.</summary>
internal sealed class GrainCatalog
{
    private readonly Dictionary<string, GrainClass> _byName = [];
    private readonly Dictionary<Type, List<GrainClass>> _byInterface = [];

    public GrainCatalog(GrainRuntime runtime)
    {
        var types = runtime.Options.GrainAssemblies.Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsSubclassOf(typeof(Grain)));
        foreach (var type in types)
            Add(new GrainClass(runtime, type));
    }

    public IEnumerable<Activation> Activations => _byName.Values.SelectMany(grains => grains.Activations);

    public IEnumerable<Type> Interfaces => _byInterface.Keys;

    public GrainClass? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The class of the grains that an interface reaches.</summary>
    /// <exception cref="ArgumentException">Not exactly one class implements the interface.</exception>
    public GrainClass ClassOf(Type type)
    {
        var classes = _byInterface.GetValueOrDefault(type) ?? [];
        if (classes.Count == 1)
            return classes[0];

        var found = classes.Count == 0 ? "no grain class" : string.Join(" and ", classes.Select(grains => grains.Type));
        throw new ArgumentException(
            $"{type} is implemented by {found} in LocalGrainOptions.GrainAssemblies: exactly one is needed.", nameof(type));
    }

    private void Add(GrainClass grains)
    {
        if (!_byName.TryAdd(grains.Name, grains))
            throw new NotSupportedException(
                $"Two grain classes are named {grains.Name}: {_byName[grains.Name].Type} and {grains.Type}. "
                + "States are kept by that name, so it must be unique.");

        foreach (var type in grains.Type.GetInterfaces().Where(type => type.IsAssignableTo(typeof(IGrain))))
        {
            if (!_byInterface.TryGetValue(type, out var classes))
                _byInterface[type] = classes = [];
            classes.Add(grains);
        }
    }
}
