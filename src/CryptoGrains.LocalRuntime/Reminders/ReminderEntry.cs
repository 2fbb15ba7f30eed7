using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// A reminder as it is stored. Its ticks fall on <see cref="FirstTick"/> and every <see cref="Period"/> after it, in UTC.
/// </summary>
internal sealed record ReminderEntry(string Class, string Key, string Name, DateTime FirstTick, TimeSpan Period) : IGrainReminder
{
    string IGrainReminder.ReminderName => Name;

    public bool Is(GrainAddress address, string name) => Class == address.Class.Name && Key == address.Key && Name == name;

    /// <summary>The first tick after <paramref name="now"/>, or at it.</summary>
    public DateTime NextTick(DateTime now)
    {
        if (now <= FirstTick)
            return FirstTick;

        var since = (now - FirstTick).Ticks % Period.Ticks;
        return since == 0 ? now : now.AddTicks(Period.Ticks - since);
    }
}
