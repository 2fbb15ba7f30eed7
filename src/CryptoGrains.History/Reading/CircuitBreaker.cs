namespace CryptoGrains.History.Reading;

/// <summary>Lets nothing through for a while after failures in a row; then one at a time, until one succeeds.</summary>
internal sealed class CircuitBreaker(int failures, TimeSpan rest, TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _failures;
    private long _failedAt;
    private bool _trying;

    /// <summary>Whether to go on. Then one of the other members must follow.</summary>
    public bool TryEnter()
    {
        if (Volatile.Read(ref _failures) < failures)
            return true;

        lock (_gate)
        {
            if (_failures < failures)
                return true;
            if (_trying || time.GetElapsedTime(_failedAt) < rest)
                return false;
            _trying = true;
            return true;
        }
    }

    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) == 0)
            return;
        lock (_gate)
            (_failures, _trying) = (0, false);
    }

    public void Failed()
    {
        lock (_gate)
            (_failures, _failedAt, _trying) = (_failures + 1, time.GetTimestamp(), false);
    }

    /// <summary>It was given up for a reason that says nothing of the other side.</summary>
    public void GivenUp()
    {
        lock (_gate)
            _trying = false;
    }
}
