using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct TradeGapSurrogate
{
    [Id(0)]
    public long FirstId;

    [Id(1)]
    public long LastId;

    [Id(2)]
    public Timestamp From;

    [Id(3)]
    public Timestamp To;
}

[RegisterConverter]
internal sealed class TradeGapConverter : IConverter<TradeGap, TradeGapSurrogate>
{
    public TradeGap ConvertFromSurrogate(in TradeGapSurrogate surrogate) =>
        new(surrogate.FirstId, surrogate.LastId, surrogate.From, surrogate.To);

    public TradeGapSurrogate ConvertToSurrogate(in TradeGap value) =>
        new() { FirstId = value.FirstId, LastId = value.LastId, From = value.From, To = value.To };
}
