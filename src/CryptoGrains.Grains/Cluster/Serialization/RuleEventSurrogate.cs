using System.Collections.Immutable;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct RuleEventSurrogate
{
    [Id(0)]
    public string RuleId;

    [Id(1)]
    public int RuleVersion;

    [Id(2)]
    public Instrument Instrument;

    [Id(3)]
    public string Cause;

    [Id(4)]
    public RuleEventKind Kind;

    [Id(5)]
    public Timestamp At;

    [Id(6)]
    public ImmutableArray<Measure> Saw;
}

[RegisterConverter]
internal sealed class RuleEventConverter : IConverter<RuleEvent, RuleEventSurrogate>
{
    public RuleEvent ConvertFromSurrogate(in RuleEventSurrogate surrogate) => new(
        surrogate.RuleId, surrogate.RuleVersion, surrogate.Instrument, surrogate.Cause, surrogate.Kind, surrogate.At, surrogate.Saw);

    public RuleEventSurrogate ConvertToSurrogate(in RuleEvent value) => new()
    {
        RuleId = value.RuleId,
        RuleVersion = value.RuleVersion,
        Instrument = value.Instrument,
        Cause = value.Cause,
        Kind = value.Kind,
        At = value.At,
        Saw = value.Saw,
    };
}
