namespace CryptoGrains.LocalRuntime.Tests;

public interface IIdleGrain : IGrainWithStringKey
{
    Task TouchAsync();
}
