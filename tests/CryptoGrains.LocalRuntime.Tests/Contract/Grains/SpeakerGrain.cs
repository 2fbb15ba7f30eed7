namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class SpeakerGrain : Grain, ISpeakerGrain
{
    private readonly HashSet<IListener> _listeners = [];

    public Task<bool> AddAsync(IListener listener) => Task.FromResult(_listeners.Add(listener));

    public async Task SayAsync(string word)
    {
        foreach (var listener in _listeners)
            await listener.HearAsync(word);
    }

    public async Task MumbleAsync(string word)
    {
        foreach (var listener in _listeners)
            await listener.OverhearAsync(word);
    }
}
