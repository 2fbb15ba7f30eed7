using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>What a series was read from.</summary>
/// <param name="Grain">The instrument's grain; null where it is not traded live.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="MadeFrom">The versions.</param>
/// <param name="IsHistoryAlone">Whether the live layer has no say in it.</param>
internal readonly record struct SeriesVersion(ISymbolGrain? Grain, Interval Interval, PageVersion MadeFrom, bool IsHistoryAlone)
{
    /// <summary>Whether the layers still have these versions.</summary>
    /// <exception cref="HistoryUnavailableException">The history can't say.</exception>
    public async ValueTask<bool> StandsAsync(ICandleHistory history, CancellationToken cancellationToken)
    {
        if (await history.VersionAsync(Interval, cancellationToken) != MadeFrom.Table)
            return false;
        if (MadeFrom.Minutes is { } minutes && await history.VersionAsync(Interval.OneMinute, cancellationToken) != minutes)
            return false;
        if (IsHistoryAlone)
            return true;
        if (Grain is null || MadeFrom.Live is not { } live)
            return Grain is null && MadeFrom.Live is null;

        return (await Grain.GetCandlesAsync(new CandleQuery(Interval, From: null, To: null, Limit: 1, live))).Candles is null;
    }
}
