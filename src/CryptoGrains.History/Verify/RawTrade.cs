namespace CryptoGrains.History.Verify;

/// <summary>A row of <c>trades</c>, as it stands there.</summary>
internal sealed record RawTrade(long Time, long Id, Int128 Price, Int128 Quantity, bool TakerBuys, int? LogPartition, long? LogOffset);
