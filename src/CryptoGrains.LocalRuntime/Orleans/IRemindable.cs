using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be reminded: a timer that outlives the activation and the process.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder is due.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
