using CryptoGrains.Market;

namespace CryptoGrains.Streams;

/// <summary>Something a feed sent that can't be counted, kept with its reason.</summary>
/// <param name="Source">Where it came from: a feed's name, or a file with its line.</param>
/// <param name="Instrument">The instrument it names, where it could be read.</param>
/// <param name="Reason">A sentence: what is wrong with it.</param>
/// <param name="Raw">What was sent, cut to a bounded length.</param>
/// <param name="ReceiveTime">When it reached us.</param>
public sealed record DeadLetter(string Source, Instrument? Instrument, string Reason, string Raw, Timestamp ReceiveTime);
