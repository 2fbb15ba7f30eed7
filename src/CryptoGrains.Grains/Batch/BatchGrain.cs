namespace CryptoGrains.Grains.Batch;

/// <summary>The batch layer's clock and its counter: a thin shell round <see cref="BatchRunner"/>, which does the work off its turns.</summary>
public sealed class BatchGrain(BatchRunner runner, BatchOptions options) : Grain, IBatchGrain, IRemindable
{
    private const string Reminder = "run";

    /// <summary>How long after a start of the process the first run begins, so that a process that is often started still runs.</summary>
    private static readonly TimeSpan FirstRun = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task ScheduleAsync()
    {
        if (options.Every > TimeSpan.Zero)
            await this.RegisterOrUpdateReminder(Reminder, FirstRun, options.Every);
        else if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    /// <inheritdoc/>
    public Task<bool> StartAsync(bool full) => Task.FromResult(runner.TryStart(full));

    /// <inheritdoc/>
    public Task<BatchStatus> GetStatusAsync() => Task.FromResult(runner.Status);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // One that is under way when the next is due does its work too.
        _ = runner.TryStart(full: false);
        return Task.CompletedTask;
    }
}
