namespace CryptoGrains.Gateway.Rest;

/// <summary>The trade ids of an instrument that never came.</summary>
/// <param name="Symbol">The instrument: <c>BINANCE:BTCUSDT</c>.</param>
/// <param name="Gaps">The gaps, oldest first.</param>
/// <param name="Forgotten">How many older ones are no longer listed.</param>
public sealed record GapsAnswer(string Symbol, IReadOnlyList<GapAnswer> Gaps, long Forgotten);

/// <summary>One gap.</summary>
/// <param name="FirstId">The first id that is missing.</param>
/// <param name="LastId">The last id that is missing.</param>
/// <param name="From">The time of the trade before it, in ms since 1970.</param>
/// <param name="To">The time of the trade after it, in ms since 1970.</param>
public sealed record GapAnswer(long FirstId, long LastId, long From, long To);
