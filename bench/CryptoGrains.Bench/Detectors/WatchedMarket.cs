using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Feeds;
using CryptoGrains.Feeds.Border;
using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.Detectors;

/// <summary>
/// A simulated market as a node sees it, past the border and with each trade once, and all detectors in their default settings.
/// </summary>
internal sealed class WatchedMarket
{
    private readonly TradeGate _gate = new();
    private readonly Dictionary<Instrument, WatchedInstrument> _instruments = [];
    private readonly Dictionary<string, TradeDetector> _pairs = [];
    private readonly Dictionary<string, TradeDetector> _venues = [];
    private readonly List<Finding> _findings = [];

    /// <summary>What was found in some hours of a market.</summary>
    public static List<Finding> Watch(SimulatedMarket market, Timestamp end)
    {
        var watched = new WatchedMarket();
        var batch = new List<Trade>();
        var told = market.Now;
        while (market.Now < end)
        {
            batch.Add(market.Next());
            if (market.Now - told < TimeSpan.FromSeconds(1))
                continue;

            told = market.Now;
            watched.Take(batch, told);
            batch.Clear();
        }

        market.Finish();
        return watched._findings;
    }

    private void Take(List<Trade> batch, Timestamp clock)
    {
        foreach (var trade in _gate.Pass("sim", FeedBatch.Of(batch)).Trades)
        {
            var instrument = _instruments.GetValueOrDefault(trade.Instrument)
                ?? (_instruments[trade.Instrument] = new WatchedInstrument(trade.Instrument));
            if (instrument.Windows.Apply(trade) != TradeOutcome.Counted)
                continue;

            foreach (var detector in instrument.OfTrades)
                Note(detector.Apply(trade));
            Note(Of(_pairs, "venue-divergence", trade.Instrument.Symbol, $"ALL:{trade.Instrument.Symbol}").Apply(trade));
            Note(Of(_venues, "wash-trading", trade.Instrument.Venue, $"{trade.Instrument.Venue}:ALL").Apply(trade));
        }

        foreach (var instrument in _instruments.Values)
        {
            foreach (var detector in instrument.OfTrades)
                Note(detector.AdvanceClock(clock));
            foreach (var bar in instrument.NewlyClosed(clock))
            {
                foreach (var detector in instrument.OfBars)
                    Note(detector.Apply(bar));
            }
        }

        foreach (var venue in _venues.Values)
            Note(venue.AdvanceClock(clock));
    }

    private void Note(Finding? finding)
    {
        if (finding is not null)
            _findings.Add(finding);
    }

    private static TradeDetector Of(Dictionary<string, TradeDetector> known, string detector, string key, string instrument) =>
        known.GetValueOrDefault(key)
        ?? (known[key] = (TradeDetector)DetectorCatalogue.Find(detector)!.Create(Instrument.Parse(instrument)));
}
