using Orleans.Runtime;

namespace Orleans;

/// <summary>Reminders of a grain. They are stored, and go on after a restart.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Sets a reminder, or sets it anew. Ticks that fall into a time when the process is down are left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative or infinite.</exception>
    /// <exception cref="ArgumentException">The period is less than a minute.</exception>
    /// <exception cref="InvalidOperationException">The grain is not <see cref="IRemindable"/>.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(grain);
        if (string.IsNullOrWhiteSpace(reminderName))
            throw new ArgumentNullException(nameof(reminderName));
        if (grain is not IRemindable)
            throw new InvalidOperationException(
                $"{grain.GetType().Name} does not implement IRemindable, so it can't be reminded.");

        return grain.Activation.Runtime.Reminders.RegisterAsync(grain.Activation.Address, reminderName, dueTime, period);
    }

    /// <summary>Ends a reminder. One that is not there any more is left at that.</summary>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(reminder);
        return grain.Activation.Runtime.Reminders.UnregisterAsync(grain.Activation.Address, reminder.ReminderName);
    }

    /// <summary>The reminder of this name, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName)
    {
        ArgumentNullException.ThrowIfNull(grain);
        if (string.IsNullOrWhiteSpace(reminderName))
            throw new ArgumentNullException(nameof(reminderName));

        return grain.Activation.Runtime.Reminders.GetAsync(grain.Activation.Address, reminderName);
    }
}
