using CryptoGrains.Market;

namespace CryptoGrains.Feeds;

/// <summary>How far a venue's clock has come.</summary>
/// <remarks>
/// The time is the greatest of one batch, not of all time: a message stamped far ahead then spoils one batch and not all that
/// follow.
/// </remarks>
/// <param name="Venue">The venue, as in <see cref="Instrument.Venue"/>.</param>
/// <param name="Time">Its time: the greatest that any message of the batch bore.</param>
/// <param name="ReceiveTime">When that message reached us, by our clock.</param>
public readonly record struct VenueClock(string Venue, Timestamp Time, Timestamp ReceiveTime);
