using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Bench;

/// <summary>
/// The speed layer's core: trades into six candle intervals, duplicates told, gaps kept, one thread, 1,000 instruments. The peer is
/// what one would write first: a decimal candle for each interval, no duplicates told, no late trades, no gaps.
/// </summary>
internal static class CoreBenchmark
{
    private const int Count = 4_000_000;
    private const int Instruments = 1_000;

    public static Task RunAsync()
    {
        var trades = SampleTrades.Make(Count, Instruments);
        var indexOf = trades.Select(trade => trade.Instrument).Distinct().Select((name, i) => (name, i)).ToDictionary();
        var at = trades.Select(trade => indexOf[trade.Instrument]).ToArray();
        return Comparison.RunAsync("core", "trades", Count, () => Ours(trades, at), "plain decimal candles", () => Peer(trades, at));
    }

    private static void Ours(Trade[] trades, int[] at)
    {
        var windows = new InstrumentWindows[Instruments];
        for (var i = 0; i < windows.Length; i++)
            windows[i] = new InstrumentWindows();
        for (var i = 0; i < trades.Length; i++)
            windows[at[i]].Apply(trades[i]);
    }

    private static void Peer(Trade[] trades, int[] at)
    {
        var candles = new PlainCandle[Instruments * Intervals.All.Length];
        for (var i = 0; i < trades.Length; i++)
        {
            ref readonly var trade = ref trades[i];
            for (var interval = 0; interval < Intervals.All.Length; interval++)
                candles[(at[i] * Intervals.All.Length) + interval].Add(trade, (Interval)interval);
        }
    }

    private struct PlainCandle
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

        public void Add(in Trade trade, Interval interval)
        {
            var openTime = interval.OpenOf(trade.EventTime);
            if (openTime != _openTime || _tradeCount == 0)
            {
                this = default;
                _openTime = openTime;
                _open = _high = _low = trade.Price;
            }

            _close = trade.Price;
            _high = Math.Max(_high, trade.Price);
            _low = Math.Min(_low, trade.Price);
            _volume += trade.Quantity;
            _quoteVolume += trade.Price * trade.Quantity;
            if (trade.TakerSide == TakerSide.Buy)
                _takerBuyVolume += trade.Quantity;
            _tradeCount++;
        }
    }
}
