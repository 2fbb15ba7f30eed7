using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>An instrument as the catalogue has it.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="FirstOffset">The offset of its first trade, in its partition of the trade log.</param>
[GenerateSerializer, Immutable]
public readonly record struct ListedInstrument(Instrument Instrument, long FirstOffset);
