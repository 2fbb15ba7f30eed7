namespace CryptoGrains.Gateway.Timelines;

/// <summary>What a page was made from. While all of it stands, the page does.</summary>
/// <param name="Live">The version of the live series; null where there is none.</param>
/// <param name="Table">The version of the interval's table; null where there is none.</param>
/// <param name="Minutes">The version of the table of minutes; null where these were not looked at.</param>
internal readonly record struct PageVersion(long? Live, long? Table, long? Minutes = null);
