using CryptoGrains.Analytics.Candles;

namespace CryptoGrains.History.Archive;

/// <summary>Passes one instrument's trades of a day out of several files to its candles in order, a part at a time.</summary>
internal sealed class TradeStream
{
    /// <summary>How many trades are passed at once: few enough to stay in a processor's cache.</summary>
    private const int PartRows = 2_048;

    private readonly TradeRow[] _part = new TradeRow[PartRows];
    private TradeRow _last;

    /// <summary>Passes the trades of the instrument at which cursors stand, and moves these behind them.</summary>
    /// <returns>
    /// False where ids do not rise with time, or one is there twice with different numbers: what was passed is of no use then. One that a feed
    /// sent again is passed once.
    /// </returns>
    public async ValueTask<bool> TryPassAsync(string symbol, List<TradeCursor> cursors, MinuteCandles candles, CancellationToken cancellationToken)
    {
        _last = new TradeRow(long.MinValue, long.MinValue, 0, 0, TakerBuys: false);
        var isInOrder = true;
        var here = cursors.Where(cursor => cursor.Symbol == symbol).ToList();
        while (here.Count > 0)
        {
            var first = here[0];
            foreach (var cursor in here)
            {
                if (cursor.Place.CompareTo(first.Place) < 0)
                    first = cursor;
            }

            var end = first.EndOfSymbol();
            foreach (var cursor in here)
            {
                if (cursor != first)
                    end = first.EndBefore(cursor.Place, end);
            }

            isInOrder = isInOrder && TryPass(first.Group, first.Row, end, candles);
            await first.MoveToAsync(end, cancellationToken);
            if (first.IsAtEnd || first.Symbol != symbol)
                here.Remove(first);
        }

        return isInOrder;
    }

    private bool TryPass(TradeGroup group, int start, int end, MinuteCandles candles)
    {
        for (; start < end; start += PartRows)
        {
            var length = Math.Min(PartRows, end - start);
            var times = group.Times.AsSpan(start, length);
            var ids = group.Ids.AsSpan(start, length);
            var prices = group.Prices.AsSpan(start, length);
            var quantities = group.Quantities.AsSpan(start, length);
            var takerBuys = group.TakerBuys.AsSpan(start, length);
            var count = 0;
            for (var i = 0; i < length; i++)
            {
                var trade = new TradeRow(times[i], ids[i], prices[i], quantities[i], takerBuys[i]);
                if (trade.Time >= _last.Time && trade.Id > _last.Id)
                    _part[count++] = _last = trade;
                else if (trade != _last)
                    return false;
            }

            candles.Add(_part.AsSpan(0, count));
        }

        return true;
    }
}
