using Orleans.Concurrency;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    private int _turns;
    private int _overlaps;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task HoldAsync()
    {
        Journal.Add("held");
        await Journal.Gate;
        Journal.Add("released");
    }

    public Task PingAsync()
    {
        Journal.Add("pinged");
        return Task.CompletedTask;
    }

    public async Task WorkAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            // Without an await in between this is one turn: nobody may come in.
            var before = ++_turns;
            Thread.SpinWait(20);
            if (_turns != before)
                _overlaps++;
            await Task.Yield();
        }
    }

    public Task<(int Done, int Overlaps)> CountAsync() => Task.FromResult((_turns, _overlaps));
}
