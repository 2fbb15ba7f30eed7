namespace CryptoGrains.LocalRuntime.Tests;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> AmbientAsync();

    Task<DateTimeOffset> NowAsync();
}
