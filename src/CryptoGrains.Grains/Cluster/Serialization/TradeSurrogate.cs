using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct TradeSurrogate
{
    [Id(0)]
    public Instrument Instrument;

    [Id(1)]
    public long Id;

    [Id(2)]
    public decimal Price;

    [Id(3)]
    public decimal Quantity;

    [Id(4)]
    public TakerSide TakerSide;

    [Id(5)]
    public Timestamp EventTime;

    [Id(6)]
    public Timestamp ReceiveTime;

    [Id(7)]
    public long Offset;
}

[RegisterConverter]
internal sealed class TradeConverter : IConverter<Trade, TradeSurrogate>
{
    public Trade ConvertFromSurrogate(in TradeSurrogate surrogate) => new(
        surrogate.Instrument,
        surrogate.Id,
        surrogate.Price,
        surrogate.Quantity,
        surrogate.TakerSide,
        surrogate.EventTime,
        surrogate.ReceiveTime,
        surrogate.Offset);

    public TradeSurrogate ConvertToSurrogate(in Trade value) => new()
    {
        Instrument = value.Instrument,
        Id = value.Id,
        Price = value.Price,
        Quantity = value.Quantity,
        TakerSide = value.TakerSide,
        EventTime = value.EventTime,
        ReceiveTime = value.ReceiveTime,
        Offset = value.Offset,
    };
}
