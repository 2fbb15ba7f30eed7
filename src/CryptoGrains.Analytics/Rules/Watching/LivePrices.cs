using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>The last trade's price, and how far it is from earlier ones.</summary>
internal sealed class LivePrices
{
    private readonly Dictionary<TimeSpan, Reference> _references = [];

    public double Price { get; private set; }

    private Timestamp Time { get; set; }

    /// <summary>Takes the newest price.</summary>
    /// <param name="price">The price.</param>
    /// <param name="time">When it was paid.</param>
    /// <param name="closeBefore">The close of the last minute candle that ended at or before the beginning of a minute.</param>
    public void MoveTo(double price, Timestamp time, Func<Timestamp, double?> closeBefore)
    {
        (Price, Time) = (price, time);
        foreach (var (span, reference) in _references)
        {
            // A closed minute's end: the reference moves on when another one comes within reach.
            var reach = Interval.OneMinute.OpenOf(Time - span);
            if (reference.Reach != reach)
                _references[span] = new Reference(reach, closeBefore(reach));
        }
    }

    /// <summary>A closed candle has changed: what was taken from it is taken again.</summary>
    public void Forget()
    {
        foreach (var span in _references.Keys)
            _references[span] = default;
    }

    /// <summary>The spans for which changes are asked.</summary>
    public void Keep(IEnumerable<TimeSpan> spans)
    {
        var kept = spans.ToHashSet();
        foreach (var span in _references.Keys.Except(kept).ToArray())
            _references.Remove(span);
        foreach (var span in kept)
            _references.TryAdd(span, default);
    }

    /// <summary>The value of an operand; null where it reaches back before the first candle.</summary>
    public double? ValueOf(Operand operand) => operand switch
    {
        PriceOperand => Price,
        NumberOperand number => number.Value,
        ChangeOperand change => _references[change.Span].Close is { } close ? ((Price / close) - 1) * 100 : null,
        _ => throw new ArgumentException($"{operand} is not known with every trade.", nameof(operand)),
    };

    /// <summary>The close of the last candle that ended at or before a time.</summary>
    private readonly record struct Reference(Timestamp Reach, double? Close);
}
