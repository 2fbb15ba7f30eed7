namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>The number of the activation that answers, counted from 1 for each key.</summary>
    Task<int> ActivationAsync();

    /// <summary>Asks to be deactivated; the number of the activation that was asked.</summary>
    Task<int> EndAsync();

    /// <summary>
    /// Asks to be deactivated, writes <c>held</c>, waits for the gate; the number of the activation that was asked.
    /// </summary>
    Task<int> HoldAndEndAsync();

    Task<string> KeyAsync();

    Task<ILifeGrain> SelfAsync();

    /// <summary>Calls another grain's <see cref="KeyAsync"/>.</summary>
    Task<string> KeyOfAsync(ILifeGrain other);
}
