using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>Keeps the reminders in the store, and sends their ticks while the runtime runs.</summary>
internal sealed class ReminderService(GrainRuntime runtime) : IDisposable
{
    private const int MaxReminders = 10_000;

    private static readonly StateKey TableKey = new("$runtime", "reminders", "table");
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly List<RunningReminder> _running = [];
    private ReminderTable? _table;
    private long _version;
    private bool _stopped;

    /// <summary>Reads the stored reminders and begins to send their ticks.</summary>
    public Task StartAsync() => WithTableAsync(table =>
    {
        foreach (var entry in table.Entries)
            Run(entry);
        return Task.FromResult(true);
    });

    public void Stop()
    {
        lock (_running)
        {
            _stopped = true;
            _running.ForEach(reminder => reminder.Dispose());
            _running.Clear();
        }
    }

    public void Dispose()
    {
        Stop();
        _one.Dispose();
    }

    public Task<IGrainReminder> RegisterAsync(GrainAddress grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < LeastPeriod)
            throw new ArgumentException(
                $"The reminder '{name}' has a period of {period}: {LeastPeriod} is the least. "
                + "Use a grain timer for shorter ones.",
                nameof(period));

        return WithTableAsync<IGrainReminder>(async table =>
        {
            var others = table.Entries.Where(entry => !entry.Is(grain, name)).ToList();
            if (others.Count >= MaxReminders)
                throw new LimitExceededException(
                    $"There are {MaxReminders} reminders, the limit, so '{name}' of {grain} can't be added. "
                    + "End some that nobody needs.");

            var first = runtime.Time.GetUtcNow().UtcDateTime + dueTime;
            var entry = new ReminderEntry(grain.Class.Name, grain.Key, name, first, period);
            await StoreAsync([.. others, entry]).ConfigureAwait(false);
            End(grain, name);
            Run(entry);
            return entry;
        });
    }

    public Task UnregisterAsync(GrainAddress grain, string name) => WithTableAsync(async table =>
    {
        await StoreAsync([.. table.Entries.Where(entry => !entry.Is(grain, name))]).ConfigureAwait(false);
        End(grain, name);
        return true;
    });

    public Task<IGrainReminder?> GetAsync(GrainAddress grain, string name) =>
        WithTableAsync(table => Task.FromResult<IGrainReminder?>(table.Entries.Find(entry => entry.Is(grain, name))));

    private async Task<TResult> WithTableAsync<TResult>(Func<ReminderTable, Task<TResult>> work)
    {
        // The table must not wait for the turns of the grain that asks.
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_table is null)
            {
                var stored = await runtime.Store.ReadAsync(TableKey).ConfigureAwait(false);
                _version = stored?.Version ?? 0;
                _table = stored is { } found ? StateSerializer.Read<ReminderTable>(found.Content.Span) : null;
                _table ??= new ReminderTable();
            }

            return await work(_table).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task StoreAsync(List<ReminderEntry> entries)
    {
        var table = new ReminderTable { Entries = entries };
        _version = await runtime.Store.WriteAsync(TableKey, StateSerializer.Write(table), _version).ConfigureAwait(false);
        _table = table;
    }

    private void Run(ReminderEntry entry)
    {
        if (runtime.FindClass(entry.Class) is not { } grains || !grains.Type.IsAssignableTo(typeof(IRemindable)))
        {
            runtime.Logger.LogWarning(
                "The reminder '{Reminder}' of {Class} '{Key}' is passed over: no such grain class can be reminded any more.",
                entry.Name,
                entry.Class,
                entry.Key);
            return;
        }

        var grain = (IRemindable)runtime.MakeReference(typeof(IRemindable), new GrainAddress(grains, entry.Key));
        lock (_running)
        {
            if (!_stopped)
                _running.Add(new RunningReminder(runtime, entry, grain));
        }
    }

    private void End(GrainAddress grain, string name)
    {
        lock (_running)
        {
            foreach (var reminder in _running.FindAll(reminder => reminder.Entry.Is(grain, name)))
            {
                reminder.Dispose();
                _running.Remove(reminder);
            }
        }
    }
}
