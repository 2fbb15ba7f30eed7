using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// The journal for several followers at different places: its newest lines are held, so that many who are up to date cost one read. To be used in
/// turns of one grain.
/// </summary>
internal sealed class JournalTail(AlertJournal journal)
{
    /// <summary>So many of the newest lines are held.</summary>
    private const int MostHeld = 1_024;

    /// <summary>So many lines are given at a time.</summary>
    private const int MostGiven = 256;

    /// <summary>Of so many alerts that fired last the severity is known.</summary>
    private const int MostSeverities = 16_384;

    private readonly Queue<JournalLine> _held = new();
    private readonly Dictionary<string, AlertSeverity> _severities = new(StringComparer.Ordinal);
    private readonly Queue<string> _severitiesInOrder = new();
    private TaskCompletionSource _changed = NewChange();

    /// <summary>The number of the last line that is known.</summary>
    public long End { get; private set; }

    /// <summary>Ends at the next <see cref="Pulse"/>. Take it, look at what there is, and only then wait for it: no change is missed.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Begins at the journal's end.</summary>
    /// <exception cref="IOException">The journal can't be read.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken) => End = (await journal.EndAsync(cancellationToken)).Seq;

    /// <summary>Looks for new lines, and wakes who waits for them.</summary>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var before = End;
        await foreach (var line in journal.ReadAsync(End + 1, cancellationToken))
        {
            NoteSeverity(line);
            _held.Enqueue(line);
            if (_held.Count > MostHeld)
                _held.Dequeue();
            End = line.Seq;
        }

        if (End > before)
            Pulse();
    }

    /// <summary>Wakes who waits.</summary>
    public void Pulse()
    {
        var before = _changed;
        _changed = NewChange();
        before.SetResult();
    }

    /// <summary>Some lines from a number on; none where the last known one is before it.</summary>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public async Task<IReadOnlyList<JournalLine>> ReadAsync(long from, CancellationToken cancellationToken)
    {
        if (from > End)
            return [];
        if (_held.TryPeek(out var first) && first.Seq <= from)
            return [.. _held.Skip((int)(from - first.Seq)).Take(MostGiven)];

        var lines = new List<JournalLine>();
        await foreach (var line in journal.ReadAsync(from, cancellationToken))
        {
            NoteSeverity(line);
            lines.Add(line);
            if (lines.Count == MostGiven)
                break;
        }

        return lines;
    }

    /// <summary>The severity that an alert fired with, of lines that were read here; null where it is not known, or no more.</summary>
    public AlertSeverity? SeverityOf(string alert) => _severities.TryGetValue(alert, out var severity) ? severity : null;

    private void NoteSeverity(JournalLine line)
    {
        if (AlertDelivery.Of(line) is not { Severity: { } severity } fired || !_severities.TryAdd(fired.Alert, severity))
            return;

        _severitiesInOrder.Enqueue(fired.Alert);
        if (_severitiesInOrder.Count > MostSeverities)
            _severities.Remove(_severitiesInOrder.Dequeue());
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
