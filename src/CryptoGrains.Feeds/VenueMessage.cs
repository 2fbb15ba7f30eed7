using CryptoGrains.Market;

namespace CryptoGrains.Feeds;

/// <summary>What one message of a venue means to us.</summary>
/// <param name="Trade">The trade it reports; null when it reports none.</param>
/// <param name="VenueTime">The time the venue put on it; null when it bears none.</param>
/// <param name="Refusal">Why it can't be read, in a sentence; null when it can.</param>
internal readonly record struct VenueMessage(Trade? Trade, Timestamp? VenueTime, string? Refusal)
{
    public static VenueMessage Refused(string reason) => new(null, null, reason);
}
