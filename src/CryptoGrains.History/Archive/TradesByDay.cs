using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Archive;

/// <summary>Trades on their way into the table: taken in as they come, given out as a file for each day.</summary>
internal sealed class TradesByDay
{
    /// <summary>The rows of a row group: few enough to hold one of each file in memory, enough for a dictionary to pay.</summary>
    public const int RowGroupRows = 128 * 1024;

    private readonly Dictionary<string, List<ArchivedTrade>> _instruments = new(StringComparer.Ordinal);
    private string? _lastName;
    private List<ArchivedTrade> _last = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Takes one in.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="partition">Its partition of the log, or <see cref="ArchivedTrade.NoLog"/>.</param>
    /// <returns>Why it can't be kept, in a sentence; null when it is.</returns>
    public string? Add(in Trade trade, int partition)
    {
        if (TradeRules.Refuse(trade) is { } reason)
            return reason;

        // The rules leave 12 decimals and 63 bits of digits, which always fit.
        FixedPoint.TryToFixed(trade.Price, CandleRow.Decimals, out var price);
        FixedPoint.TryToFixed(trade.Quantity, CandleRow.Decimals, out var quantity);
        TradesOf(trade.Instrument.Name).Add(new ArchivedTrade(
            trade.EventTime.Microseconds,
            trade.Id,
            price,
            quantity,
            trade.TakerSide == TakerSide.Buy,
            trade.ReceiveTime.Microseconds,
            partition,
            partition == ArchivedTrade.NoLog ? 0 : trade.Offset));
        Count++;
        return null;
    }

    /// <summary>A file for each day, in order: the rows by symbol, time and id.</summary>
    public IEnumerable<(DateOnly Day, DataFile File)> Encode()
    {
        var days = new SortedDictionary<int, List<Run>>();
        foreach (var (symbol, trades) in _instruments.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            SortByTime(trades);
            for (var start = 0; start < trades.Count;)
            {
                var day = Days.NumberOf(trades[start].Time);
                var end = start + 1;
                while (end < trades.Count && Days.NumberOf(trades[end].Time) == day)
                    end++;

                if (!days.TryGetValue(day, out var runs))
                    days.Add(day, runs = []);
                runs.Add(new Run(symbol, trades, start, end));
                start = end;
            }
        }

        foreach (var (day, runs) in days)
            yield return (Days.Of(day), Encode(runs));
    }

    private static DataFile Encode(List<Run> runs)
    {
        var missing = runs.Sum(run => run.End - run.Start);
        var groups = new List<IReadOnlyList<ColumnData>>();
        TradeColumns? group = null;
        foreach (var run in runs)
        {
            foreach (ref readonly var trade in CollectionsMarshal.AsSpan(run.Trades)[run.Start..run.End])
            {
                group ??= new TradeColumns(Math.Min(missing, RowGroupRows));
                group.Add(run.Symbol, trade);
                if (!group.IsFull)
                    continue;

                missing -= group.Count;
                groups.Add(group.ToColumns());
                group = null;
            }
        }

        return DataFile.Encode(TradesTable.FileSchema, groups);
    }

    /// <summary>Mostly they come in order; then this only looks at them.</summary>
    private static void SortByTime(List<ArchivedTrade> trades)
    {
        var span = CollectionsMarshal.AsSpan(trades);
        for (var i = 1; i < span.Length; i++)
        {
            if (ArchivedTrade.Compare(span[i - 1], span[i]) <= 0)
                continue;

            span.Sort(ArchivedTrade.Compare);
            return;
        }
    }

    private List<ArchivedTrade> TradesOf(string name)
    {
        if (ReferenceEquals(name, _lastName))
            return _last;

        if (!_instruments.TryGetValue(name, out var trades))
            _instruments.Add(name, trades = []);
        _lastName = name;
        return _last = trades;
    }

    private sealed record Run(string Symbol, List<ArchivedTrade> Trades, int Start, int End);
}
