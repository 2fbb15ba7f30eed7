using System.Globalization;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.Feeds.Binance;
using CryptoGrains.Feeds.Recordings;
using CryptoGrains.Feeds.Replay;
using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Feeds.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds;

/// <summary>Makes feeds from what is written on a command line or in a configuration.</summary>
public static class FeedFactory
{
    private const double FewestTradesPerSecond = 0.001;
    private const double MostTradesPerSecond = 10_000_000;

    private const string Kinds =
        "sim, a simulated market; recording:<file or pattern>, recorded exchange messages; "
        + "archive:<file or pattern>, an exchange's files of trades";

    /// <summary>Makes a feed; <c>docs/feeds.md</c> lists the kinds and their options.</summary>
    /// <exception cref="FeedException">
    /// The spec is wrong, or what it names is not there: the message says what may be written.
    /// </exception>
    public static IFeed Create(string spec, TimeProvider time)
    {
        var parsed = FeedSpec.Parse(spec);
        return parsed.Kind switch
        {
            "sim" => Simulator(parsed, time),
            "recording" => Recording(parsed, time),
            "archive" => Archive(parsed, time),
            "binance" => throw new FeedException($"'{spec}' is a live venue, and there is none yet. There are: {Kinds}."),
            _ => throw new FeedException($"There is no feed '{parsed.Kind}'. There are: {Kinds}."),
        };
    }

    private static SimulatorFeed Simulator(FeedSpec spec, TimeProvider time)
    {
        spec.AllowOnly("instruments", "venues", "rate", "seed", "speed", "start", "trades", "events", "labels");
        if (spec.Target.Length > 0)
        {
            throw new FeedException(
                $"The feed 'sim' has no target; '{spec.Target}' is one. Options follow a ?, as in sim?instruments=100.");
        }

        var defaults = new SimulatorOptions();
        var instruments = spec.Option(
            "instruments",
            defaults.Instruments,
            TryParseInstruments,
            $"a whole number from 1 to {SimulatedMarket.MostInstruments:N0}");
        var venues = spec.Option(
            "venues", defaults.Venues, TryParseVenues, $"a whole number from 1 to {SimulatedMarket.MostVenues}");
        if ((long)instruments * venues > SimulatedMarket.MostInstruments)
            throw new FeedException($"{instruments} instruments on {venues} venues are more than {SimulatedMarket.MostInstruments:N0} in all.");

        var rate = spec.Option(
            "rate",
            defaults.TradesPerSecond,
            TryParseRate,
            $"trades per second, from {FewestTradesPerSecond} to {MostTradesPerSecond:N0}");
        var seed = spec.Option("seed", defaults.Seed, ulong.TryParse, "a whole number of at most 64 bits");
        var distance = spec.Option(
            "events", TimeSpan.Zero, TryParseDistance, "none, or how far apart on average, such as 30s, 10m or 1h");
        var start = spec.Option(
            "start", default(Timestamp), TimeText.TryParseMoment, "a time in ISO 8601, such as 2024-08-09T00:00:00Z");
        return new SimulatorFeed(
            new SimulatorOptions
            {
                Instruments = instruments,
                Venues = venues,
                TradesPerSecond = rate,
                Seed = seed,
                Speed = Speed(spec),
                Start = start == default ? null : start,
                Trades = spec.Option("trades", defaults.Trades, TryParseCount, "a whole number above 0"),
                Plan = distance == TimeSpan.Zero ? SimulationPlan.None : SimulationPlan.Every(distance, seed, instruments, venues),
                LabelFile = spec.Options.GetValueOrDefault("labels"),
            },
            time);
    }

    private static RecordingFeed Recording(FeedSpec spec, TimeProvider time)
    {
        spec.AllowOnly("speed", "venue");
        spec.Option(
            "venue",
            BinanceSymbols.Venue,
            TryParseVenue,
            $"{BinanceSymbols.Venue}, whose messages are the only ones that can be read yet");
        return new RecordingFeed(spec.Target, Speed(spec), time);
    }

    private static ArchiveFeed Archive(FeedSpec spec, TimeProvider time)
    {
        spec.AllowOnly("instrument");
        var instrument = spec.Option(
            "instrument", default(Instrument), TryParseInstrument, "an instrument such as BINANCE:BTCUSDT, or BTCUSDT alone");
        return new ArchiveFeed(spec.Target, instrument == default ? null : instrument, time);
    }

    private static ReplaySpeed Speed(FeedSpec spec) => spec.Option(
        "speed",
        ReplaySpeed.RealTime,
        ReplaySpeed.TryParse,
        $"max, or a multiple of real time above 0 and up to {ReplaySpeed.Greatest:N0}");

    private static bool TryParseVenue(string text, out string venue)
    {
        venue = BinanceSymbols.Venue;
        return string.Equals(text, venue, StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParseInstrument(string text, out Instrument instrument) =>
        Instrument.TryParse(text, BinanceSymbols.Venue, out instrument);

    private static bool TryParseInstruments(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
        && count is > 0 and <= SimulatedMarket.MostInstruments;

    private static bool TryParseVenues(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
        && count is > 0 and <= SimulatedMarket.MostVenues;

    private static bool TryParseCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;

    private static bool TryParseRate(string text, out double rate) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out rate)
        && rate is >= FewestTradesPerSecond and <= MostTradesPerSecond;

    private static bool TryParseDistance(string text, out TimeSpan distance)
    {
        distance = TimeSpan.Zero;
        return text == "none" || TimeText.TryParseLength(text, out distance);
    }
}
