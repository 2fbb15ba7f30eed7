using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Stores;

/// <summary>One call of a store: its time limit, and its failures in sentences.</summary>
internal sealed class AzureCall : IDisposable
{
    private readonly string _location;
    private readonly string _verb;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;
    private readonly long _start;
    private readonly TimeProvider _time;
    private TimeSpan _allowed;

    /// <summary>Starts a call.</summary>
    /// <param name="location">What it is about, without a secret.</param>
    /// <param name="verb">What should be done with it: "written".</param>
    /// <param name="allowed">How long it may take.</param>
    /// <param name="time">The clock for that.</param>
    /// <param name="caller">What the caller cancels by.</param>
    public AzureCall(string location, string verb, TimeSpan allowed, TimeProvider time, CancellationToken caller)
    {
        (_location, _verb, _allowed, _time, _caller) = (location, verb, allowed, time, caller);
        _start = time.GetTimestamp();
        _limit = new CancellationTokenSource(allowed, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, caller);
    }

    /// <summary>Cancelled by the caller, or when the time is over.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Allows another time, counted from the call's start.</summary>
    public void AllowUntil(TimeSpan allowed)
    {
        _allowed = allowed;
        var left = allowed - _time.GetElapsedTime(_start);
        _limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Does the work; what goes wrong comes out as a <see cref="BlobStoreException"/>.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (AzureErrors.IsOne(exception))
        {
            if (_caller.IsCancellationRequested)
                throw new OperationCanceledException($"{_location} was not to be {_verb} any more.", exception, _caller);

            StoreMetrics.Failures.Add(1);
            throw AzureErrors.Sentence(_location, _verb, exception, _allowed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
