using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds;

/// <summary>What a feed brought in one go.</summary>
/// <param name="Trades">Trades in order of arrival.</param>
/// <param name="Clocks">How far each venue's clock has come with this batch, by the venue's own time stamps; may be
/// empty.</param>
/// <param name="Unreadable">What could not be read as a trade.</param>
public sealed record FeedBatch(
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<VenueClock> Clocks,
    IReadOnlyList<DeadLetter> Unreadable)
{
    /// <summary>A batch of trades alone.</summary>
    public static FeedBatch Of(IReadOnlyList<Trade> trades) => new(trades, [], []);
}
