namespace CryptoGrains.History.Stores;

/// <summary>How long an Azure store tries.</summary>
public sealed record AzureBlobLimits
{
    /// <summary>How many bytes a second a transfer must make: a call that moves content may take so much longer.</summary>
    public const int LeastBytesPerSecond = 1 << 20;

    /// <summary>What suits a node: about 30 s at worst for a call.</summary>
    public static AzureBlobLimits Default { get; } = new();

    /// <summary>How long a call may take with all its tries, apart from its content.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one try waits for an answer, apart from its content, and for each piece of the answer.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many tries follow the first one.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the second try; it doubles each time, up to four seconds.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(250);

    internal TimeSpan CallWith(long bytes) => Call + ForContent(bytes);

    internal TimeSpan TryWith(long bytes) => Try + ForContent(bytes);

    private static TimeSpan ForContent(long bytes) => TimeSpan.FromSeconds((double)bytes / LeastBytesPerSecond);
}
