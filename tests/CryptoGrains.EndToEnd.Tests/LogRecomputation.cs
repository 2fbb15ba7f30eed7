using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>
/// The candles that a trade log must give, by another road than the grains': each instrument's accepted trades are picked by the rules
/// (an id once, not later than the lateness), and grouped and summed with LINQ over decimals.
/// </summary>
internal static class LogRecomputation
{
    public static async Task<IReadOnlyDictionary<Instrument, List<Trade>>> AcceptedTradesAsync(string folder)
    {
        await using var log = await SegmentTradeLog.OpenAsync(folder, new SegmentLogOptions { Fsync = FsyncPolicy.Never });
        var markets = new Dictionary<Instrument, Market>();
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var end = log.Bounds(partition).Next;
            if (end == 0)
                continue;

            await foreach (var batch in log.ReadAsync(partition, 0))
            {
                Assert.True(batch.Lost is null, batch.Lost?.Reason);
                foreach (var entry in batch.Entries.Span)
                {
                    if (entry.ClockVenue is { } venue)
                    {
                        foreach (var known in markets.Values.Where(market => market.Venue == venue && market.Partition == partition))
                            known.See(entry.Time);
                        continue;
                    }

                    if (!markets.TryGetValue(entry.Trade.Instrument, out var market))
                        markets.Add(entry.Trade.Instrument, market = new Market(entry.Trade.Instrument.Venue, partition));
                    market.Take(entry.Trade);
                }

                if (batch.NextOffset >= end)
                    break;
            }
        }

        return markets.ToDictionary(entry => entry.Key, entry => entry.Value.Accepted);
    }

    public static IReadOnlyList<Candle> Candles(IEnumerable<Trade> accepted, Interval interval) => Recomputation.Candles(accepted, interval);

    private sealed class Market(string venue, int partition)
    {
        private static readonly TimeSpan Oldest = WindowOptions.Default.Grace + WindowOptions.Default.Lateness;

        private readonly HashSet<long> _ids = [];
        private Timestamp? _newest;

        public string Venue { get; } = venue;

        public int Partition { get; } = partition;

        public List<Trade> Accepted { get; } = [];

        public void See(Timestamp time) => _newest = time > _newest ? time : _newest;

        public void Take(Trade trade)
        {
            if (_ids.Contains(trade.Id) || trade.EventTime < _newest - Oldest)
                return;

            _newest ??= trade.EventTime;
            See(trade.EventTime);
            _ids.Add(trade.Id);
            Accepted.Add(trade);
        }
    }
}
