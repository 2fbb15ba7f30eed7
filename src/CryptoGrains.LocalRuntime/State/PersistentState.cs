namespace CryptoGrains.LocalRuntime;

/// <summary>A grain's state, of whatever type.</summary>
internal abstract class PersistentState
{
    public abstract Task ReadStateAsync();
}
