namespace CryptoGrains.History.Rebuild;

/// <summary>Tells how far a rebuild has come.</summary>
internal sealed class RebuildProgress(IProgress<HistoryProgress>? progress, long years)
{
    private long _done;

    /// <summary>A year of an instrument is computed.</summary>
    public void YearDone() => progress?.Report(new HistoryProgress("rebuild", Interlocked.Increment(ref _done), years, "years"));

    /// <summary>Tables are published.</summary>
    public void Published(int done, int total) => progress?.Report(new HistoryProgress("publish", done, total, "tables"));
}
