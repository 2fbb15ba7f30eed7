using System.Collections.Immutable;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>What a channel's message says; which of the parts is there follows from the channel's kind.</summary>
[GenerateSerializer, Immutable]
public sealed record ChannelPayload
{
    /// <summary>Of a ticker channel: the statistics.</summary>
    [Id(0)]
    public MarketStatistics? Ticker { get; init; }

    /// <summary>Of a candles channel: the candles that changed, in order of open time.</summary>
    [Id(1)]
    public ImmutableArray<Candle> Candles { get; init; } = [];

    /// <summary>Of a trades channel: the trades, in order of arrival.</summary>
    [Id(2)]
    public ImmutableArray<Trade> Trades { get; init; } = [];

    /// <summary>Of a trades channel: how many trades before <see cref="Trades"/> were left out, because they came faster than a tape is read.</summary>
    [Id(3)]
    public int Skipped { get; init; }

    /// <summary>Of a trades channel: the gaps found since the message before.</summary>
    [Id(4)]
    public ImmutableArray<TradeGap> Gaps { get; init; } = [];

    /// <summary>Of an alerts channel: a line of the journal, as it stands there, in JSON. A snapshot has none.</summary>
    [Id(5)]
    public string? Line { get; init; }

    /// <summary>Of an alerts channel, in a snapshot: the newest alerts that are open, newest first.</summary>
    [Id(6)]
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>Of an alerts channel, in a snapshot: how many alerts are open.</summary>
    [Id(7)]
    public int Open { get; init; }
}
