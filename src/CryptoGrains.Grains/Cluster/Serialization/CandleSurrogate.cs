using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct CandleSurrogate
{
    [Id(0)]
    public Timestamp OpenTime;

    [Id(1)]
    public decimal Open;

    [Id(2)]
    public decimal High;

    [Id(3)]
    public decimal Low;

    [Id(4)]
    public decimal Close;

    [Id(5)]
    public decimal Volume;

    [Id(6)]
    public decimal? QuoteVolume;

    [Id(7)]
    public decimal? TakerBuyVolume;

    [Id(8)]
    public long? TradeCount;

    [Id(9)]
    public long? FirstTradeId;

    [Id(10)]
    public long? LastTradeId;

    [Id(11)]
    public bool Closed;

    [Id(12)]
    public bool Partial;

    [Id(13)]
    public int Revision;

    [Id(14)]
    public CandleSource Source;
}

[RegisterConverter]
internal sealed class CandleConverter : IConverter<Candle, CandleSurrogate>
{
    public Candle ConvertFromSurrogate(in CandleSurrogate surrogate) => new()
    {
        OpenTime = surrogate.OpenTime,
        Open = surrogate.Open,
        High = surrogate.High,
        Low = surrogate.Low,
        Close = surrogate.Close,
        Volume = surrogate.Volume,
        QuoteVolume = surrogate.QuoteVolume,
        TakerBuyVolume = surrogate.TakerBuyVolume,
        TradeCount = surrogate.TradeCount,
        FirstTradeId = surrogate.FirstTradeId,
        LastTradeId = surrogate.LastTradeId,
        Closed = surrogate.Closed,
        Partial = surrogate.Partial,
        Revision = surrogate.Revision,
        Source = surrogate.Source,
    };

    public CandleSurrogate ConvertToSurrogate(in Candle value) => new()
    {
        OpenTime = value.OpenTime,
        Open = value.Open,
        High = value.High,
        Low = value.Low,
        Close = value.Close,
        Volume = value.Volume,
        QuoteVolume = value.QuoteVolume,
        TakerBuyVolume = value.TakerBuyVolume,
        TradeCount = value.TradeCount,
        FirstTradeId = value.FirstTradeId,
        LastTradeId = value.LastTradeId,
        Closed = value.Closed,
        Partial = value.Partial,
        Revision = value.Revision,
        Source = value.Source,
    };
}
