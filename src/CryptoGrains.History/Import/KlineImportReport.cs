using System.Collections.Immutable;

namespace CryptoGrains.History.Import;

/// <summary>What an import of candles did.</summary>
/// <param name="Series">By instrument and length, in order of name and length.</param>
/// <param name="Version">The version of <c>klines</c> that it made; null where nothing was new.</param>
/// <param name="FilesWritten">How many files it wrote.</param>
public sealed record KlineImportReport(ImmutableArray<KlineSeriesReport> Series, long? Version, int FilesWritten)
{
    /// <summary>How many candles were read that could be held.</summary>
    public long Read => Series.Sum(series => series.Read);

    /// <summary>How many were of times that were not held yet.</summary>
    public long Added => Series.Sum(series => series.Counts.Added);

    /// <summary>How many replaced another.</summary>
    public long Improved => Series.Sum(series => series.Counts.Improved);

    /// <summary>How many were less complete than what was held.</summary>
    public long Stale => Series.Sum(series => series.Counts.Stale);

    /// <summary>How many rows could not be read or held.</summary>
    public long Refused => Series.Sum(series => series.Refused);

    /// <summary>How many candles are missing in the years that were touched.</summary>
    public long Missing => Series.Sum(series => series.Missing);
}
