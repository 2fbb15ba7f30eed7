namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface IReentrantGrain : IGrainWithStringKey
{
    Task HoldAsync();

    Task PingAsync();

    Task WorkAsync();

    Task<(int Done, int Overlaps)> CountAsync();
}
