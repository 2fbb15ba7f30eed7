using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds.Archives;

/// <summary>Some rows of a kline file, in order.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Unreadable">What could not be read as one.</param>
public sealed record KlineBatch(IReadOnlyList<Kline> Rows, IReadOnlyList<DeadLetter> Unreadable);
