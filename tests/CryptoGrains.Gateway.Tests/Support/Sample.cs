using System.Collections.Immutable;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>Market data to test with.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2024, 8, 8, 12, 0, 0, TimeSpan.Zero);

    public static ImmutableArray<Candle> Minutes(int count, bool closed = true) =>
        [.. Enumerable.Range(0, count).Select(minute => Minute(minute, closed))];

    public static Candle Minute(int minute, bool closed = true) => new()
    {
        OpenTime = Timestamp.From(Noon.AddMinutes(minute)),
        Open = 61837.63m,
        High = 61900.00m,
        Low = 61800.5m,
        Close = 61888.01m + minute,
        Volume = 3.00000001m,
        QuoteVolume = 185663.25m,
        TakerBuyVolume = 1.5m,
        TradeCount = 7,
        FirstTradeId = 100 + (minute * 10),
        LastTradeId = 106 + (minute * 10),
        Closed = closed,
    };

    public static MarketStatistics Statistics(string instrument, DateTimeOffset last) => new()
    {
        Instrument = Instrument.Parse(instrument),
        Last = 0.00001312m,
        LastTradeId = 42,
        LastTradeTime = Timestamp.From(last),
        Open = 0.00001300m,
        High = 0.00001400m,
        Low = 0.00000001m,
        Volume = 12345678901234.5m,
        QuoteVolume = 161974506.58m,
        TradeCount = 1234,
        TradesPerSecond = 2.5,
        Watermark = Timestamp.From(last.AddSeconds(-2)),
        TotalTrades = 5000,
        Duplicates = 1,
        TooLate = 2,
        Refused = 3,
        Gaps = 4,
    };

    /// <summary>A candles message that carries one candle, told apart by its close.</summary>
    public static ChannelPayload CandleMessage(int number) => new() { Candles = [Minute(number)] };
}
