namespace CryptoGrains.Columnar.Delta;

/// <summary>How a table's log is kept.</summary>
public sealed record DeltaOptions
{
    /// <summary>After how many commits a checkpoint is written: 20.</summary>
    public int CheckpointEvery { get; init; } = 20;

    /// <summary>For how long a version stays readable after it was replaced: 7 days. Then its files may be collected.</summary>
    public TimeSpan KeepVersionsFor { get; init; } = TimeSpan.FromDays(7);
}
