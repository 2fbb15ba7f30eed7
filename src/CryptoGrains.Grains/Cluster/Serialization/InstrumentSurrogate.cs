using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct InstrumentSurrogate
{
    [Id(0)]
    public string Name;
}

[RegisterConverter]
internal sealed class InstrumentConverter : IConverter<Instrument, InstrumentSurrogate>
{
    // The default value, which names nothing, is passed too.
    public Instrument ConvertFromSurrogate(in InstrumentSurrogate surrogate) =>
        string.IsNullOrEmpty(surrogate.Name) ? default : Instrument.Parse(surrogate.Name);

    public InstrumentSurrogate ConvertToSurrogate(in Instrument value) => new() { Name = value.Name };
}
