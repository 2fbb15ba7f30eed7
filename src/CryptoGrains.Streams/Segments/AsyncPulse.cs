namespace CryptoGrains.Streams.Segments;

/// <summary>
/// Wakes whoever waits for the next change. Take <see cref="Next"/>, look at the state, and only then wait: no change is missed.
/// </summary>
internal sealed class AsyncPulse
{
    private TaskCompletionSource? _next;

    /// <summary>A task that ends at the next pulse after this call.</summary>
    public Task Next
    {
        get
        {
            var current = Volatile.Read(ref _next);
            if (current is not null)
                return current.Task;

            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, fresh, comparand: null) ?? fresh).Task;
        }
    }

    /// <summary>Wakes all who wait.</summary>
    public void Pulse() => Interlocked.Exchange(ref _next, value: null)?.TrySetResult();
}
