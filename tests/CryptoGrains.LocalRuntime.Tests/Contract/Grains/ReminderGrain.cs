namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>Writes the names of the reminders that come.</summary>
public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivated");
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var inTime = status.CurrentTickTime >= status.FirstTickTime && status.Period > TimeSpan.Zero;
        Journal.Add(inTime ? reminderName : "early " + reminderName);
        return Task.CompletedTask;
    }

    public async Task SetAsync(string name, TimeSpan dueTime, TimeSpan period) =>
        await this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task UnsetAsync(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    public async Task<bool> IsSetAsync(string name) =>
        await this.GetReminder(name) is { } reminder && reminder.ReminderName == name;

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
