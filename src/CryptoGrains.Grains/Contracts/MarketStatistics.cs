using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>An instrument's running statistics. The 24 hours are the running minute and the 1,439 before it, in event time.</summary>
[GenerateSerializer, Immutable]
public sealed record MarketStatistics
{
    /// <summary>The instrument.</summary>
    [Id(0)]
    public required Instrument Instrument { get; init; }

    /// <summary>The price of the trade with the greatest (event time, trade id).</summary>
    [Id(1)]
    public required decimal Last { get; init; }

    /// <summary>The id of that trade.</summary>
    [Id(2)]
    public required long LastTradeId { get; init; }

    /// <summary>The event time of that trade: its age is the reader's now less this.</summary>
    [Id(3)]
    public required Timestamp LastTradeTime { get; init; }

    /// <summary>The first price of the 24 hours; the last price before them where nothing traded in them. So are the high and the low.</summary>
    [Id(4)]
    public required decimal Open { get; init; }

    /// <summary>The highest price of the 24 hours.</summary>
    [Id(5)]
    public required decimal High { get; init; }

    /// <summary>The lowest price of the 24 hours.</summary>
    [Id(6)]
    public required decimal Low { get; init; }

    /// <summary>Σ quantity of the 24 hours, in the base asset.</summary>
    [Id(7)]
    public required decimal Volume { get; init; }

    /// <summary>Σ price · quantity of the 24 hours, in the quote asset.</summary>
    [Id(8)]
    public required decimal QuoteVolume { get; init; }

    /// <summary>The number of trades in the 24 hours.</summary>
    [Id(9)]
    public required long TradeCount { get; init; }

    /// <summary>Trades a second over the last 60 seconds of event time.</summary>
    [Id(10)]
    public required double TradesPerSecond { get; init; }

    /// <summary>The event time before which windows are closed.</summary>
    [Id(11)]
    public required Timestamp Watermark { get; init; }

    /// <summary>How many trades have been counted since the instrument was first seen, each id once.</summary>
    [Id(12)]
    public required long TotalTrades { get; init; }

    /// <summary>How many came again and were passed over.</summary>
    [Id(13)]
    public required long Duplicates { get; init; }

    /// <summary>How many came too late for the live candles; the trade log has them.</summary>
    [Id(14)]
    public required long TooLate { get; init; }

    /// <summary>How many could not be counted exactly and were set aside.</summary>
    [Id(15)]
    public required long Refused { get; init; }

    /// <summary>How many ranges of trade ids are missing.</summary>
    [Id(16)]
    public required int Gaps { get; init; }

    /// <summary>Last less the first price of the 24 hours, in quote units.</summary>
    public decimal Change => Last - Open;

    /// <summary>The change in percent of the first price.</summary>
    public decimal ChangePercent => 100 * Change / Open;

    /// <summary>Σ(price · quantity) / Σ quantity of the 24 hours, rounded to 28 digits; null where nothing traded in them.</summary>
    public decimal? Vwap => Volume == 0 ? null : QuoteVolume / Volume;
}
