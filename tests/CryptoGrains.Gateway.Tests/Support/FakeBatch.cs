using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The batch layer's grain, which does nothing but say what the test wants.</summary>
internal sealed class FakeBatch : IBatchGrain
{
    public BatchStatus Status { get; set; } = new() { State = BatchState.Idle, Unarchived = 12 };

    /// <summary>The runs that were started: whether each was full.</summary>
    public List<bool> Started { get; } = [];

    public Task ScheduleAsync() => throw new NotSupportedException("The gateway schedules nothing.");

    public Task<bool> StartAsync(bool full)
    {
        if (Status.State == BatchState.Running)
            return Task.FromResult(false);

        Started.Add(full);
        Status = Status with { State = BatchState.Running, Progress = new BatchProgress(Sample.Noon, full, "archive", 3, 10, "trades") };
        return Task.FromResult(true);
    }

    public Task<BatchStatus> GetStatusAsync() => Task.FromResult(Status);
}
