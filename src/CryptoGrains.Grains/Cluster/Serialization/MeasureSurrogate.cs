using CryptoGrains.Analytics.Detectors;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct MeasureSurrogate
{
    [Id(0)]
    public string Name;

    [Id(1)]
    public double Value;
}

[RegisterConverter]
internal sealed class MeasureConverter : IConverter<Measure, MeasureSurrogate>
{
    public Measure ConvertFromSurrogate(in MeasureSurrogate surrogate) => new(surrogate.Name, surrogate.Value);

    public MeasureSurrogate ConvertToSurrogate(in Measure value) => new() { Name = value.Name, Value = value.Value };
}
