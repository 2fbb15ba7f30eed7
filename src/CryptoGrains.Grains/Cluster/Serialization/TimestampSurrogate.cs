using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct TimestampSurrogate
{
    [Id(0)]
    public long Microseconds;
}

[RegisterConverter]
internal sealed class TimestampConverter : IConverter<Timestamp, TimestampSurrogate>
{
    public Timestamp ConvertFromSurrogate(in TimestampSurrogate surrogate) => new(surrogate.Microseconds);

    public TimestampSurrogate ConvertToSurrogate(in Timestamp value) => new() { Microseconds = value.Microseconds };
}
