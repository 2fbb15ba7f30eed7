using System.Collections.Immutable;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>What an import did to the candles of one instrument and length.</summary>
public sealed record KlineSeriesReport
{
    /// <summary>The instrument.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>The candles' length.</summary>
    public required KlineInterval Interval { get; init; }

    /// <summary>How many sources there were.</summary>
    public int Sources { get; init; }

    /// <summary>How many candles were read that could be held.</summary>
    public long Read { get; init; }

    /// <summary>What became of them.</summary>
    public CandleImportCounts Counts { get; init; }

    /// <summary>The first of those that replaced others, with both.</summary>
    public ImmutableArray<KlineConflict> Conflicts { get; init; } = [];

    /// <summary>How many rows could not be read or held.</summary>
    public long Refused { get; init; }

    /// <summary>The first of them: sentences with place and reason.</summary>
    public ImmutableArray<string> Refusals { get; init; } = [];

    /// <summary>The first open time of the years that the import touched; null where nothing was read.</summary>
    public Timestamp? First { get; init; }

    /// <summary>The last open time of those years.</summary>
    public Timestamp? Last { get; init; }

    /// <summary>How many times there are, in the years that the import touched, in which candles are missing.</summary>
    public int Outages { get; init; }

    /// <summary>How many candles are missing in them.</summary>
    public long Missing { get; init; }

    /// <summary>The first of those times.</summary>
    public ImmutableArray<CandleGap> Gaps { get; init; } = [];
}
