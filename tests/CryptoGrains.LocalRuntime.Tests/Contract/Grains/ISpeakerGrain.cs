namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface ISpeakerGrain : IGrainWithStringKey
{
    /// <summary>Keeps the listener; whether it is a new one.</summary>
    Task<bool> AddAsync(IListener listener);

    /// <summary>Says the word to every listener and waits until they have heard it.</summary>
    Task SayAsync(string word);

    Task MumbleAsync(string word);
}
