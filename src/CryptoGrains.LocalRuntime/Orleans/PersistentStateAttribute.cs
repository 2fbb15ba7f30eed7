namespace Orleans.Runtime;

/// <summary>Names the state that a constructor's parameter stands for.</summary>
/// <param name="stateName">The state's name, unique in the grain class.</param>
/// <param name="storageName">The name of the storage. A process without a cluster has one storage, whatever the name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>The state's name.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name.</summary>
    public string? StorageName { get; } = storageName;
}
