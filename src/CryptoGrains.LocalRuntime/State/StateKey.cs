namespace CryptoGrains.LocalRuntime;

/// <summary>Which state: of which grain class and key, and its name there.</summary>
internal readonly record struct StateKey(string Class, string Key, string Name)
{
    public override string ToString() => $"the state '{Name}' of {Class} '{Key}'";
}
