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

    /// <summary>Whether the service that it needs is there, and the one that it could do without.</summary>
    Task<(bool Registered, bool Unregistered)> ServicesAsync();

    /// <summary>Calls another grain's <see cref="KeyAsync"/>.</summary>
    Task<string> KeyOfAsync(ILifeGrain other);
}
