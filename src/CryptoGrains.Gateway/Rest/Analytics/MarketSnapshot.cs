using System.Collections.Immutable;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>The last 24 hours of all instruments at one time.</summary>
/// <param name="Days">The instruments.</param>
/// <param name="Time">When they were read, by the server's clock.</param>
/// <param name="ReadAt">The same by <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed record MarketSnapshot(ImmutableArray<MarketDay> Days, Timestamp Time, long ReadAt);
