namespace CryptoGrains.Grains.Clocks;

/// <summary>What a partition's clocks are stored as.</summary>
[GenerateSerializer]
public sealed class ClockState
{
    /// <summary>Each venue's greatest clock mark, in µs since 1970.</summary>
    [Id(0)]
    public SortedDictionary<string, long> Clocks { get; set; } = new(StringComparer.Ordinal);
}
