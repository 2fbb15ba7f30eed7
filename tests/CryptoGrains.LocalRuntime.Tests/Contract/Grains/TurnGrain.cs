namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class TurnGrain : Grain, ITurnGrain
{
    private int _inside;
    private int _done;
    private int _overlaps;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task WorkAsync()
    {
        if (++_inside != 1)
            _overlaps++;
        for (var i = 0; i < 3; i++)
        {
            await Task.Yield();
            await Task.Run(() => { });
            if (_inside != 1)
                _overlaps++;
        }

        _inside--;
        _done++;
    }

    public Task<(int Done, int Overlaps)> CountAsync() => Task.FromResult((_done, _overlaps));

    public async Task<bool> StaysOnItsSchedulerAsync()
    {
        var own = TaskScheduler.Current;
        await Task.Run(() => { });
        var afterRun = TaskScheduler.Current;
        await Task.Yield();
        return own != TaskScheduler.Default && afterRun == own && TaskScheduler.Current == own;
    }

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

    public Task InterleaveAsync()
    {
        Journal.Add("interleaved");
        return Task.CompletedTask;
    }

    public async Task HoldReadingAsync()
    {
        Journal.Add("read");
        await Journal.Gate;
        Journal.Add("released");
    }

    public Task HoldUnheardAsync() => HoldAsync();

    public Task ThrowUnheardAsync()
    {
        Journal.Add("threw");
        throw new InvalidOperationException("Nobody hears this.");
    }
}
