using CryptoGrains.LocalRuntime.Tests.Contract;

namespace CryptoGrains.Grains.Tests.Cluster;

/// <summary>Orleans' reminders go by the machine's clock, which no test can set: here they come six hundred times as fast as they are asked for.</summary>
internal sealed class QuickReminders : IReminderTable
{
    private const int Speed = 600;

    private readonly StoredReminders _rows = new();

    /// <summary>What was asked for last: how long until the first tick, and from each to the next.</summary>
    public (TimeSpan Due, TimeSpan Period) Asked { get; private set; }

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        var now = DateTime.UtcNow;
        Asked = (entry.StartAt - now, entry.Period);
        (entry.StartAt, entry.Period) = (now + (Asked.Due / Speed), Asked.Period / Speed);
        return _rows.UpsertRow(entry);
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) => _rows.ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => _rows.ReadRows(begin, end);

    public Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) => _rows.ReadRow(grainId, reminderName);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _rows.RemoveRow(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => _rows.TestOnlyClearTable();
}
