namespace CryptoGrains.Analytics.Windows;

/// <summary>Trades a second over the last 60 whole seconds of event time.</summary>
internal sealed class TradeRate
{
    public const int Seconds = 60;

    private readonly int[] _counts = new int[Seconds];
    private long _newest = long.MinValue;

    public void Add(long timeMicroseconds)
    {
        var second = timeMicroseconds / 1_000_000;
        if (second > _newest)
        {
            MoveTo(second);
        }
        else if (second <= _newest - Seconds)
        {
            return;
        }

        _counts[second % Seconds]++;
    }

    /// <summary>The rate up to a moment, in trades a second.</summary>
    public double At(long timeMicroseconds)
    {
        var now = timeMicroseconds / 1_000_000;
        var sum = 0L;
        for (var second = Math.Max(now, _newest) - Seconds + 1; second <= _newest; second++)
            sum += _counts[second % Seconds];
        return (double)sum / Seconds;
    }

    public void Write(ref VarintWriter writer)
    {
        writer.Write(_newest);
        for (var i = 0; i < Seconds && _newest != long.MinValue; i++)
            writer.Write(_counts[i]);
    }

    public void Read(ref VarintReader reader)
    {
        _newest = reader.ReadInt64();
        for (var i = 0; i < Seconds && _newest != long.MinValue; i++)
            _counts[i] = reader.ReadCount(int.MaxValue);
    }

    private void MoveTo(long second)
    {
        if (_newest == long.MinValue || second - _newest >= Seconds)
        {
            Array.Clear(_counts);
        }
        else
        {
            for (var passed = _newest + 1; passed <= second; passed++)
                _counts[passed % Seconds] = 0;
        }

        _newest = second;
    }
}
