namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface IFailingGrain : IGrainWithStringKey
{
    /// <summary>Answers if the grain could be activated, which fails the first time.</summary>
    Task<string> HelloAsync();
}
