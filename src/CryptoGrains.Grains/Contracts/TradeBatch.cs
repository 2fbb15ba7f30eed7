using System.Collections.Immutable;
using CryptoGrains.Market;
using Orleans;

namespace CryptoGrains.Grains;

/// <summary>A run of the trade log, as far as it concerns one instrument.</summary>
/// <param name="Trades">The instrument's trades in log order, each with its offset. May be empty.</param>
/// <param name="Clock">How far the venue's clock has come at the end of the run; <see cref="Timestamp.MinValue"/> where nothing is said of it.</param>
/// <param name="NextOffset">The offset after the run, in the instrument's partition.</param>
[GenerateSerializer, Immutable]
public sealed record TradeBatch(ImmutableArray<Trade> Trades, Timestamp Clock, long NextOffset);
