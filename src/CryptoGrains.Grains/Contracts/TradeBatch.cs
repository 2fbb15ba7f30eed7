using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>A run of the trade log, as far as it concerns one instrument.</summary>
/// <param name="Trades">The instrument's trades in log order, each with its offset. May be empty. Unchanged until the call has ended.</param>
/// <param name="Clock">How far the venue's clock had come before the trades; <see cref="Timestamp.MinValue"/> where nothing is said of it.</param>
/// <param name="FromOffset">
/// The <paramref name="NextOffset"/> of the sender's batch before this one; 0 for its first. A grain that does not reach so far has lost
/// what it was given, by a crash or a failed write, and reads the log itself.
/// </param>
/// <param name="NextOffset">The offset after the run, in the instrument's partition.</param>
[GenerateSerializer, Immutable]
public sealed record TradeBatch(ReadOnlyMemory<Trade> Trades, Timestamp Clock, long FromOffset, long NextOffset);
