namespace CryptoGrains.Streams.Segments;

/// <summary>When records are forced to the disk, and so what an acknowledgement is worth when the power fails.</summary>
/// <remarks>
/// A process that is killed loses nothing under any policy: what it has written is the operating system's. Only a machine
/// that stops loses what was not forced.
/// </remarks>
public readonly record struct FsyncPolicy
{
    private FsyncPolicy(bool everyCommit, TimeSpan? interval)
    {
        IsEveryCommit = everyCommit;
        Period = interval;
    }

    /// <summary>The operating system decides. A power failure may cost the last half minute or so.</summary>
    public static FsyncPolicy Never => default;

    /// <summary>Before each acknowledgement. A power failure costs nothing that was acknowledged.</summary>
    public static FsyncPolicy EveryCommit { get; } = new(everyCommit: true, interval: null);

    /// <summary>Whether each commit is forced.</summary>
    public bool IsEveryCommit { get; }

    /// <summary>How often what was written is forced; null where it isn't by the clock.</summary>
    public TimeSpan? Period { get; }

    /// <summary>After each <paramref name="period"/>; an acknowledgement does not wait. A power failure may cost that long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is shorter than a millisecond.</exception>
    public static FsyncPolicy Interval(TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.FromMilliseconds(1));
        return new FsyncPolicy(everyCommit: false, period);
    }
}
