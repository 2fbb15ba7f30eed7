namespace CryptoGrains.Feeds;

/// <summary>Makes feeds from what is written on a command line or in a configuration.</summary>
public static class FeedFactory
{
    private const string Kinds =
        "recording:<file or pattern>[?speed=1|N|max] replays recorded exchange messages";

    /// <summary>Makes a feed; <c>docs/feeds.md</c> lists the kinds and their options.</summary>
    /// <exception cref="FeedException">The spec is wrong, or what it names is not there: the message says what may be written.</exception>
    public static IFeed Create(string spec, TimeProvider time)
    {
        var parsed = FeedSpec.Parse(spec);
        return parsed.Kind switch
        {
            "recording" => Recording(parsed, time),
            "binance" => throw new FeedException($"The feed '{spec}' is a live venue, and there is none yet. There are: {Kinds}."),
            _ => throw new FeedException($"There is no feed '{parsed.Kind}'. There are: {Kinds}."),
        };
    }

    private static RecordingFeed Recording(FeedSpec spec, TimeProvider time)
    {
        spec.AllowOnly("speed", "venue");
        spec.Option("venue", BinanceSymbols.Venue, TryParseVenue, $"{BinanceSymbols.Venue}, whose messages are the only ones that can be read yet");
        return new RecordingFeed(spec.Target, Speed(spec, ReplaySpeed.RealTime), time);
    }

    private static ReplaySpeed Speed(FeedSpec spec, ReplaySpeed fallback) =>
        spec.Option("speed", fallback, ReplaySpeed.TryParse, $"max, or a multiple of real time above 0 and up to {ReplaySpeed.Greatest:N0}");

    private static bool TryParseVenue(string text, out string venue)
    {
        venue = BinanceSymbols.Venue;
        return string.Equals(text, venue, StringComparison.OrdinalIgnoreCase);
    }
}
