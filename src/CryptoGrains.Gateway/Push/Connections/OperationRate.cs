namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>How many operations a connection may ask for: so many a second, and what it saved up in quiet times.</summary>
internal sealed class OperationRate(GatewayOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _saved = options.OperationBurst;
    private long _at = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _saved = Math.Min(options.OperationBurst, _saved + (time.GetElapsedTime(_at, now).TotalSeconds * options.OperationsPerSecond));
            _at = now;
            if (_saved < 1)
                return false;

            _saved--;
            return true;
        }
    }
}
