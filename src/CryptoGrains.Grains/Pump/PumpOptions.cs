namespace CryptoGrains.Grains.Pump;

/// <summary>How the trade log is brought to the grains.</summary>
public sealed class PumpOptions
{
    /// <summary>The name under which the pump's positions are kept in the trade log.</summary>
    public const string Reader = "grains";

    /// <summary>The longest wait between two offers of a batch: 10 s.</summary>
    public static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>How long a process that stops still brings records to its grains: 15 s.</summary>
    public static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(15);

    /// <summary>How often the grains' states are written and the position moves on: what a crash replays. 30 s.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how many records a checkpoint is made all the same: 5,000,000.</summary>
    public long CheckpointRecords { get; set; } = 5_000_000;

    /// <summary>How often a grain is offered a batch before the next one has it read the log itself: 5.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>How long to wait before the second offer, twice as long before each further one: 200 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);
}
