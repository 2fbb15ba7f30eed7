namespace CryptoGrains.Grains.Catalog;

/// <summary>What the catalogue stores.</summary>
[GenerateSerializer]
public sealed class CatalogState
{
    /// <summary>The instruments' names, each with the offset of its first trade in its partition of the trade log.</summary>
    [Id(0)]
    public SortedDictionary<string, long> FirstOffsets { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How far their venues' clocks had come there before it, in µs since 1970; not those without a clock.</summary>
    [Id(1)]
    public SortedDictionary<string, long> FirstClocks { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The <see cref="Streams.ITradeLog.Id"/> of that log; null before the first instrument.</summary>
    [Id(2)]
    public string? LogId { get; set; }
}
