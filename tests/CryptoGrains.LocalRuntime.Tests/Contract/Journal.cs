using System.Collections.Concurrent;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>What the grains of the contract did, in order, told to the tests in the same process.</summary>
public sealed class Journal
{
    private static readonly ConcurrentDictionary<string, Journal> All = new();

    private readonly List<string> _entries = [];
    private readonly List<(string Entry, int Count, TaskCompletionSource Seen)> _waiting = [];
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a held call waits for.</summary>
    public Task Gate => _gate.Task;

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_entries)
                return [.. _entries];
        }
    }

    public static Journal Of(string key) => All.GetOrAdd(key, _ => new Journal());

    public void OpenGate() => _gate.TrySetResult();

    public void Add(string entry)
    {
        lock (_entries)
        {
            _entries.Add(entry);
            foreach (var (_, _, seen) in _waiting.Where(waiting => waiting.Entry == entry && waiting.Count <= Count(entry)))
                seen.TrySetResult();
        }
    }

    public int Count(string entry)
    {
        lock (_entries)
            return _entries.Count(found => found == entry);
    }

    /// <summary>Done when the entry has been made so many times.</summary>
    public Task Seen(string entry, int count = 1)
    {
        lock (_entries)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Count(entry) >= count)
                seen.SetResult();
            else
                _waiting.Add((entry, count, seen));
            return seen.Task;
        }
    }
}
