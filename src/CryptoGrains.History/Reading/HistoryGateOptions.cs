namespace CryptoGrains.History.Reading;

/// <summary>How long is waited for the history before others are served without it.</summary>
public sealed record HistoryGateOptions
{
    /// <summary>How long a read may take: 2 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After how many failures in a row no more is tried for a while: 3.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>For how long nothing is tried then: 5 s. After it one read tries.</summary>
    public TimeSpan RestAfterFailures { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Says in sentences what is wrong with the limits.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (TimeLimit <= TimeSpan.Zero)
            yield return $"A time limit of {TimeLimit} leaves no time to read; 00:00:02 is usual.";
        if (Failures < 1)
            yield return $"{Failures} failures are too few; 3 are usual.";
        if (RestAfterFailures < TimeSpan.Zero)
            yield return $"A rest of {RestAfterFailures} is negative; 00:00:05 is usual.";
    }
}
