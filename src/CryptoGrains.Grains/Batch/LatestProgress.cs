using CryptoGrains.History;

namespace CryptoGrains.Grains.Batch;

/// <summary>Keeps the newest word on how far something is, for whoever looks.</summary>
internal sealed class LatestProgress : IProgress<HistoryProgress>
{
    private readonly Lock _gate = new();
    private HistoryProgress _latest;

    public HistoryProgress Latest
    {
        get
        {
            lock (_gate)
                return _latest;
        }
    }

    public void Report(HistoryProgress value)
    {
        lock (_gate)
            _latest = value;
    }
}
