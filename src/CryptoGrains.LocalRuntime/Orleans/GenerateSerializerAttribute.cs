namespace Orleans;

/// <summary>
/// Has Orleans generate a serialiser. In one process nothing is serialised between grains: it is here for the cluster build.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;
