using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>One instrument's trades of a day, as parts of row groups, on their way to rows that are in order and have each id once.</summary>
internal sealed class TradeRun
{
    private readonly List<(TradeGroup Group, int Start, int End)> _parts = [];

    /// <summary>Adds rows of a row group, which are in order of time and id.</summary>
    public void Add(TradeGroup group, int start, int end) => _parts.Add((group, start, end));

    /// <summary>The rows, by (time, id), of each id the one that is preferred; then the run is empty again.</summary>
    public async ValueTask<TradeRow[]> TakeAsync(CancellationToken cancellationToken)
    {
        // Files of successive commits follow each other in time as a rule: then one is copied behind the other, and that is all.
        _parts.Sort((left, right) =>
            (left.Group.Times[left.Start], left.Group.Ids[left.Start]).CompareTo((right.Group.Times[right.Start], right.Group.Ids[right.Start])));
        var rows = TryCopy() ?? await MergeAsync(cancellationToken);
        _parts.Clear();
        return rows;
    }

    private TradeRow[]? TryCopy()
    {
        var rows = GC.AllocateUninitializedArray<TradeRow>(_parts.Sum(part => part.End - part.Start));
        var (count, lastTime, lastId) = (0, long.MinValue, long.MinValue);
        foreach (var (group, start, end) in _parts)
        {
            var length = end - start;
            var times = group.Times.AsSpan(start, length);
            var ids = group.Ids.AsSpan(start, length);
            var prices = group.Prices.AsSpan(start, length);
            var quantities = group.Quantities.AsSpan(start, length);
            var takerBuys = group.TakerBuys.AsSpan(start, length);
            var into = rows.AsSpan(count, length);
            for (var i = 0; i < into.Length; i++)
            {
                var (time, id) = (times[i], ids[i]);
                if (time < lastTime || id <= lastId)
                    return null;

                into[i] = new TradeRow(time, id, prices[i], quantities[i], takerBuys[i]);
                (lastTime, lastId) = (time, id);
            }

            count += length;
        }

        return rows;
    }

    private async ValueTask<TradeRow[]> MergeAsync(CancellationToken cancellationToken)
    {
        var all = new List<ArchivedTrade>(_parts.Sum(part => part.End - part.Start));
        foreach (var (group, start, end) in _parts)
        {
            await group.CompleteAsync(cancellationToken);
            for (var row = start; row < end; row++)
                all.Add(group[row]);
        }

        all.Sort((left, right) =>
        {
            var byId = left.Id.CompareTo(right.Id);
            return byId != 0 ? byId : ArchivedTrade.CompareTwins(left, right);
        });
        var count = 0;
        for (var i = 0; i < all.Count; i++)
        {
            if (i == 0 || all[i].Id != all[i - 1].Id)
                all[count++] = all[i];
        }

        all.RemoveRange(count, all.Count - count);
        all.Sort(ArchivedTrade.Compare);
        return [.. all.Select(trade => new TradeRow(trade.Time, trade.Id, trade.Price, trade.Quantity, trade.TakerBuys))];
    }
}
