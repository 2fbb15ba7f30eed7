using CryptoGrains.Grains;
using CryptoGrains.Market;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Bench;

/// <summary>
/// What an instrument's grain costs in memory while nothing happens, after a few trades: the bytes of the settled heap. The peer is
/// what one would keep at the least: an entry of a dictionary and an object with six candles.
/// </summary>
internal static class IdleGrainBenchmark
{
    private const int TradesEach = 5;
    private const int Budget = 4_096;

    public static async Task RunAsync()
    {
        foreach (var instruments in new[] { 10_000, 100_000 })
        {
            var ours = await OurBytesAsync(instruments);
            var theirs = PeerBytes(instruments);
            Console.WriteLine(
                $"idle-grain, {instruments:N0} instruments: ours {ours:0} B each (budget {Budget}), a dictionary of plain candles {theirs:0} B each, "
                + $"ratio {ours / theirs:0.00}");
        }
    }

    private static async Task<double> OurBytesAsync(int instruments)
    {
        using var folder = new TemporaryFolder();
        await using var log = await SampleLog.OpenAsync(folder.Path, FsyncPolicy.Never);
        await using var grains = GrainHost.Create(log, folder.Path);
        await grains.StartAsync();
        await UseAsync(grains, instruments);
        var before = SettledHeap();
        for (var i = 0; i < instruments; i++)
            await UseAsync(grains, i);
        return (double)(SettledHeap() - before) / instruments;
    }

    private static async Task UseAsync(GrainHost grains, int number)
    {
        var grain = grains.Grains.GetGrain<ISymbolGrain>(SampleTrades.Name(number));
        await grain.ApplyAsync(Batch(number));

        // Only now do the candles of all intervals stand in memory: until somebody asks, trades of one minute are one sum.
        await grain.GetCandlesAsync(new CandleQuery(Interval.OneMinute, From: null, To: null, Limit: 1));
    }

    private static double PeerBytes(int instruments)
    {
        var before = SettledHeap();
        var all = new Dictionary<string, PlainInstrument>();
        for (var i = 0; i < instruments; i++)
        {
            var plain = new PlainInstrument();
            foreach (var trade in Batch(i).Trades.Span)
                plain.Add(trade);
            all.Add(SampleTrades.Name(i), plain);
        }

        var bytes = SettledHeap() - before;
        GC.KeepAlive(all);
        return (double)bytes / instruments;
    }

    private static long SettledHeap()
    {
        // Twice, with the finalizers between: what they let go is gone as well.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static TradeBatch Batch(int number) =>
        new(SampleTrades.Make(TradesEach, instruments: 1, first: number), Timestamp.MinValue, FromOffset: 0, NextOffset: TradesEach);

    private sealed class PlainInstrument
    {
        private readonly PlainCandle[] _candles = [.. Intervals.All.Select(_ => new PlainCandle())];

        public void Add(in Trade trade)
        {
            foreach (var candle in _candles)
                candle.Add(trade);
        }
    }

    private sealed class PlainCandle
    {
        private Timestamp _openTime;
        private decimal _open;
        private decimal _high;
        private decimal _low;
        private decimal _close;
        private decimal _volume;
        private decimal _quoteVolume;
        private decimal _takerBuyVolume;
        private long _tradeCount;

        public void Add(in Trade trade)
        {
            if (_tradeCount++ == 0)
            {
                _openTime = trade.EventTime;
                _open = _high = _low = trade.Price;
            }

            _close = trade.Price;
            _high = Math.Max(_high, trade.Price);
            _low = Math.Min(_low, trade.Price);
            _volume += trade.Quantity;
            _quoteVolume += trade.Price * trade.Quantity;
            if (trade.TakerSide == TakerSide.Buy)
                _takerBuyVolume += trade.Quantity;
        }
    }
}
