namespace CryptoGrains.LocalRuntime;

/// <summary>All reminders, as one state in the store.</summary>
internal sealed class ReminderTable
{
    public List<ReminderEntry> Entries { get; set; } = [];
}
