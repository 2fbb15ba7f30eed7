using Orleans.Concurrency;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface IListener : IGrainObserver
{
    [ResponseTimeout("00:00:01")]
    Task HearAsync(string word);

    [OneWay]
    Task OverhearAsync(string word);
}
