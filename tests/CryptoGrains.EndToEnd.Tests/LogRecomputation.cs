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
            var clocks = new Dictionary<string, Timestamp>();
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
                        clocks[venue] = entry.Time;
                        continue;
                    }

                    var (instrument, trade) = (entry.Trade.Instrument, entry.Trade);
                    if (!markets.TryGetValue(instrument, out var market))
                        markets.Add(instrument, market = new Market());
                    if (clocks.TryGetValue(instrument.Venue, out var clock))
                        market.See(clock);
                    market.Take(trade);
                }

                if (batch.NextOffset >= end)
                    break;
            }
        }

        return markets.ToDictionary(entry => entry.Key, entry => entry.Value.Accepted);
    }

    public static IReadOnlyList<Candle> Candles(IEnumerable<Trade> accepted, Interval interval) => Recomputation.Candles(accepted, interval);

    private sealed class Market
    {
        private static readonly TimeSpan Oldest = WindowOptions.Default.Grace + WindowOptions.Default.Lateness;

        private readonly HashSet<long> _ids = [];
        private Timestamp _newest = Timestamp.MinValue;

        public List<Trade> Accepted { get; } = [];

        public void See(Timestamp time) => _newest = time > _newest ? time : _newest;

        public void Take(Trade trade)
        {
            if (_ids.Contains(trade.Id) || trade.EventTime + Oldest < _newest)
                return;

            See(trade.EventTime);
            _ids.Add(trade.Id);
            Accepted.Add(trade);
        }
    }
}
