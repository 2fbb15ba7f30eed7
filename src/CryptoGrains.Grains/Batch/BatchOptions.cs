namespace CryptoGrains.Grains.Batch;

/// <summary>When the batch layer runs.</summary>
public sealed class BatchOptions
{
    /// <summary>How often a run starts: every 10 minutes. Zero starts none by itself; else a minute is the least.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Says in sentences what is wrong with the options.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Every != TimeSpan.Zero && Every < TimeSpan.FromMinutes(1))
            yield return $"The batch layer can't run every {Every}: a minute is the least, 00:10:00 is usual, and 0 starts no run by itself.";
    }
}
