using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>An instrument as the catalogue has it.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="FirstOffset">The offset of its first trade, in its partition of the trade log.</param>
/// <param name="Clock">How far its venue's clock had come there before that trade; <see cref="Timestamp.MinValue"/> where there was no mark.</param>
[GenerateSerializer, Immutable]
public readonly record struct ListedInstrument(Instrument Instrument, long FirstOffset, Timestamp Clock);
