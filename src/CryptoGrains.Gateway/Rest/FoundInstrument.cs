using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>What a name in a request stands for.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Grain">Its grain; null where it is not traded live.</param>
/// <param name="Problem">Why the name stands for nothing here; null where it does.</param>
internal readonly record struct FoundInstrument(Instrument Instrument, ISymbolGrain? Grain, Problem? Problem);
