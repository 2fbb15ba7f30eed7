using CryptoGrains.History;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Batch;
using CryptoGrains.History.Rebuild;

namespace CryptoGrains.Grains.Tests.Batch;

/// <summary>A run of the batch layer that goes on until the test ends it.</summary>
internal sealed class FakeWork : IBatchWork
{
    private TaskCompletionSource<BatchReport> _end = New();

    public static readonly BatchReport Report = new(
        new ArchiveResult(10, 1, 0), 2, new RebuildResult(3, 4, 5, new Dictionary<string, long> { ["candles_1m"] = 7 }, 6, 0), null);

    public long Unarchived => 42;

    /// <summary>The runs that began: whether each was full.</summary>
    public List<bool> Began { get; } = [];

    /// <summary>How many ended because they were cancelled.</summary>
    public int Cancelled { get; private set; }

    public void Finish() => Next().SetResult(Report);

    public void Fail(Exception failure) => Next().SetException(failure);

    public Task ReadPositionsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task<BatchReport> RunAsync(bool full, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var end = _end.Task;
        progress?.Report(new HistoryProgress("archive", 5, 10, "trades"));
        lock (Began)
            Began.Add(full);
        try
        {
            return await end.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled++;
            throw;
        }
    }

    private static TaskCompletionSource<BatchReport> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource<BatchReport> Next()
    {
        var end = _end;
        _end = New();
        return end;
    }
}
