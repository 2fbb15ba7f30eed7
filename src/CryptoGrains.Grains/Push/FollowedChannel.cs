using CryptoGrains.Analytics.Windows;

namespace CryptoGrains.Grains.Push;

/// <summary>A channel that somebody follows or followed a short while ago: its numbering, and how far it has told the windows' story.</summary>
internal sealed class FollowedChannel(Channel channel, ChannelLog log, WindowMark start, int tradesPerMessage)
{
    private WindowMark _told = start;

    public Channel Channel { get; } = channel;

    public ChannelLog Log { get; } = log;

    /// <summary>Of a trades channel: what is to be told next.</summary>
    public TradeTape Untold { get; } = new(tradesPerMessage);

    /// <summary>Of a trades channel: what a newcomer is shown.</summary>
    public TradeTape Latest { get; } = new(tradesPerMessage);

    /// <summary>When somebody last asked for it.</summary>
    public DateTimeOffset AskedFor { get; set; }

    /// <summary>Tells what has changed since it was last told; null where nothing has.</summary>
    public ChannelMessage? Tell(InstrumentWindows windows, Func<MarketStatistics?> statistics)
    {
        var since = _told;
        if (since == windows.Mark())
            return null;

        _told = windows.Mark();
        return Payload(windows, statistics, since) is { } payload ? Log.Append(payload) : null;
    }

    /// <summary>What a newcomer is shown: the statistics, the two newest candles, or the latest trades and all gaps.</summary>
    public ChannelPayload? Show(InstrumentWindows windows, Func<MarketStatistics?> statistics) => Channel.Kind switch
    {
        ChannelKind.Ticker => statistics() is { } ticker ? new ChannelPayload { Ticker = ticker } : null,
        ChannelKind.Candles => new ChannelPayload { Candles = windows.Candles(Channel.Interval, null, null, 2).Candles },
        _ => new ChannelPayload { Trades = Latest.Show(), Gaps = windows.Gaps() },
    };

    private ChannelPayload? Payload(InstrumentWindows windows, Func<MarketStatistics?> statistics, WindowMark since)
    {
        switch (Channel.Kind)
        {
            case ChannelKind.Ticker:
                return statistics() is { } ticker ? new ChannelPayload { Ticker = ticker } : null;

            case ChannelKind.Candles:
                var candles = windows.CandlesChangedSince(Channel.Interval, since);
                return candles.IsEmpty ? null : new ChannelPayload { Candles = candles };

            default:
                var (trades, skipped) = Untold.Take();
                var gaps = windows.GapsSince(since);
                return trades.IsEmpty && gaps.IsEmpty
                    ? null
                    : new ChannelPayload { Trades = trades, Skipped = skipped, Gaps = gaps };
        }
    }
}
