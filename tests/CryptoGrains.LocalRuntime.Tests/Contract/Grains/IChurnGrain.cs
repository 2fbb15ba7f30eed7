namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface IChurnGrain : IGrainWithStringKey
{
    /// <summary>Counts one more in the stored state, and perhaps asks to be deactivated.</summary>
    Task<int> CountAsync(bool end);
}
