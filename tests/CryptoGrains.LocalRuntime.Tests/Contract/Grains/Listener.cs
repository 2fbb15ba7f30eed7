namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class Listener(Journal journal) : IListener
{
    public async Task HearAsync(string word)
    {
        if (word == "throw")
            throw new InvalidOperationException("Unheard of.");
        await Task.Yield();
        journal.Add(word);
    }

    public Task OverhearAsync(string word)
    {
        journal.Add(word);
        return Task.CompletedTask;
    }
}
