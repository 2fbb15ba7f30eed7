using CryptoGrains.History.Alerts;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// Goes through the journal line by line, from a place on, as long as it runs. It runs in turns of a grain's activation, between the grain's calls, so
/// nothing in it needs a lock, and it must be disposed when the activation ends.
/// </summary>
internal abstract class JournalFollower(long cursor, FollowerParts parts) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    /// <summary>The line up to which all is done.</summary>
    public long Cursor { get; private set; } = cursor;

    protected FollowerParts Parts => parts;

    /// <summary>Who it is, for the log.</summary>
    protected abstract string Name { get; }

    /// <summary>Begins, in this turn.</summary>
    public void Start()
    {
        if (Cursor > parts.Tail.End)
        {
            parts.Logger.LogWarning(
                "{Follower} was at line {Cursor} of the journal, which ends at {End}: it is another journal, and is followed from its beginning.",
                Name, Cursor, parts.Tail.End);
            Cursor = 0;
        }

        _run = RunAsync(_stop.Token);
    }

    /// <summary>Gives up what is under way; it is done again by whoever goes on from <see cref="Cursor"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    /// <summary>Does what lines ask for, however long it takes; calls <see cref="MoveTo"/> on the way.</summary>
    protected abstract Task PassAsync(IReadOnlyList<JournalLine> lines, CancellationToken stop);

    /// <summary>Does something else, where there is no line.</summary>
    /// <returns>Whether there was anything.</returns>
    protected virtual Task<bool> TryOtherAsync(CancellationToken stop) => Task.FromResult(false);

    /// <summary>All is done up to here.</summary>
    protected void MoveTo(long seq)
    {
        Cursor = seq;
        parts.Changed();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                if (failures > 0)
                    await Task.Delay(parts.Backoff.After(failures), parts.Time, stop);
                var changed = parts.Tail.Changed;
                var lines = await parts.Tail.ReadAsync(Cursor + 1, stop);
                if (lines.Count > 0)
                    await PassAsync(lines, stop);
                else if (!await TryOtherAsync(stop))
                    await changed.WaitAsync(stop);
                failures = 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Nothing else would set it going again.
                failures++;
                parts.Logger.LogWarning(failure, "{Follower} could not go on after line {Cursor} of the journal; that is tried again.", Name, Cursor);
            }
        }
    }
}
