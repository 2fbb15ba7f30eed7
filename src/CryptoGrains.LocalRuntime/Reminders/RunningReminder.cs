using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>A reminder that waits for its next tick, sends it, and waits again. Ticks never overlap.</summary>
internal sealed class RunningReminder : IDisposable
{
    // Timers can't wait for months; waking up in between does no harm.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly TimerCallback Wake = static reminder => _ = ((RunningReminder)reminder!).WakeAsync();

    private readonly GrainRuntime _runtime;
    private readonly IRemindable _grain;
    private readonly ITimer _timer;
    private DateTime _next;

    public RunningReminder(GrainRuntime runtime, ReminderEntry entry, IRemindable grain)
    {
        _runtime = runtime;
        _grain = grain;
        Entry = entry;
        _next = entry.NextTick(Now);
        _timer = runtime.Time.CreateTimer(Wake, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    public ReminderEntry Entry { get; }

    private DateTime Now => _runtime.Time.GetUtcNow().UtcDateTime;

    public void Dispose() => _timer.Dispose();

    private void Wait()
    {
        var wait = _next - Now;
        _timer.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }

    private async Task WakeAsync()
    {
        if (Now >= _next)
        {
            try
            {
                await _grain.ReceiveReminder(Entry.Name, new TickStatus(Entry.FirstTick, Entry.Period, Now));
            }
            catch (Exception failure)
            {
                _runtime.Logger.LogError(
                    failure,
                    "The reminder '{Reminder}' of {Grain} failed; its next tick comes all the same.",
                    Entry.Name,
                    _grain);
            }

            // One tick a period: the next is after this one, even if the clock stands where it stood.
            var now = Now;
            _next = Entry.NextTick(now > _next ? now : _next.AddTicks(1));
        }

        Wait();
    }
}
