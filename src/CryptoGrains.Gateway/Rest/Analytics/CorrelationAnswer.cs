namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Correlations of logarithmic returns.</summary>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Method"><c>pearson</c> or <c>spearman</c>.</param>
/// <param name="Window">How many bars they are over.</param>
/// <param name="LeastCommon">How many of them a pair must have in common; one with fewer is null.</param>
/// <param name="LastBar">The open time of the window's last bar, in ms since 1970; null where there are no candles.</param>
/// <param name="Symbols">The instruments, by name.</param>
/// <param name="Values">A row and a column for each: −1 to 1, or null where a pair has too few bars or one of it did not move.</param>
public sealed record CorrelationAnswer(
    string Interval,
    string Method,
    int Window,
    int LeastCommon,
    long? LastBar,
    IReadOnlyList<string> Symbols,
    IReadOnlyList<IReadOnlyList<double?>> Values);
