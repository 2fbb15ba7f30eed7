using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Grains.Push;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CryptoGrains.Grains.Alerts;

/// <summary>
/// The rules and alerts: a thin shell of turns round <see cref="AlertBook"/>, the journal and the channel. What comes while a line is being
/// written waits together and is written in one commit. Calls interleave for that; only <see cref="WriteAsync"/> changes anything.
/// </summary>
[Reentrant]
public sealed class AlertGrain(
    AlertJournal journal, IBlobStore store, AlertOptions options, SymbolGrainOptions push, TimeProvider time, ILogger<AlertGrain> logger) : Grain, IAlertGrain
{
    /// <summary>About so many lines go into one commit: half a MiB.</summary>
    private const int CommitLines = 1_000;

    private readonly Queue<Wish> _wishes = new();
    private readonly Followers _followers = new(IAlertGrain.Key, push.ObserverExpiry, time, logger);
    private AlertBook _book = new();
    private JournalWriter _writer = null!;
    private ChannelLog _channel = null!;
    private Task _writing = Task.CompletedTask;
    private Task _saving = Task.CompletedTask;
    private long _savedUpTo;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = await LoadAsync(cancellationToken);
        _savedUpTo = _book.End.Seq;
        _writer = new JournalWriter(journal, store, _book.End);
        await ReadOnAsync(cancellationToken);
        while (_book.Epoch is null)
            await CommitAsync(plan => plan.Begin(RandomNumberGenerator.GetHexString(12, lowercase: true)), cancellationToken);

        _channel = await OpenChannelAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _followers.End();
        await _writing;
        await _saving;
        if (_book.End.Seq > _savedUpTo)
            await SaveAsync(_book);
    }

    /// <inheritdoc/>
    public async Task RaiseAsync(ImmutableArray<RuleEvent> events)
    {
        for (var from = 0; from < events.Length; from += CommitLines)
        {
            var some = events.AsMemory().Slice(from, Math.Min(CommitLines, events.Length - from));
            await WriteAsync(plan =>
            {
                foreach (var seen in some.Span)
                    plan.Raise(seen);
                return true;
            });
        }
    }

    /// <inheritdoc/>
    public Task<RuleSet> GetRulesAsync(long knownVersion) => Task.FromResult(
        new RuleSet(_book.RulesVersion, knownVersion == _book.RulesVersion ? null : [.. _book.Rules.Values]));

    /// <inheritdoc/>
    public Task<AlertRule?> FindRuleAsync(string id) => Task.FromResult(_book.Rules.GetValueOrDefault(id));

    /// <inheritdoc/>
    public Task<AlertRule?> AddRuleAsync(AlertRule rule, string by)
    {
        var added = rule with { Id = RandomNumberGenerator.GetHexString(12, lowercase: true), Version = 1 };
        return WriteAsync(plan => plan.AddRule(added, by));
    }

    /// <inheritdoc/>
    public Task<AlertRule?> ChangeRuleAsync(AlertRule rule, string by) => WriteAsync(plan => plan.ChangeRule(rule, by));

    /// <inheritdoc/>
    public Task<bool> DeleteRuleAsync(string id, string by) => WriteAsync(plan => plan.DeleteRule(id, by));

    /// <inheritdoc/>
    public Task<Alert?> AcknowledgeAsync(string alertId, string by, string? note) => WriteAsync(plan => plan.Acknowledge(alertId, by, note));

    /// <inheritdoc/>
    public Task<ImmutableArray<Alert>> GetOpenAsync(AlertFilter filter) =>
        Task.FromResult<ImmutableArray<Alert>>([.. _book.NewestOpen().Where(filter.Matches).Take(filter.Limit)]);

    /// <inheritdoc/>
    public Task<ChannelState> SubscribeAsync(ChannelRequest request, IChannelObserver observer)
    {
        if (request.Channel != Channel.Alerts)
            throw new ArgumentException($"{request.Channel} is not the channel of alerts.", nameof(request));

        _followers.ForgetTheSilent();
        _followers.Add(request.Channel, observer);
        return Task.FromResult(_channel.Answer(request, () => new ChannelPayload
        {
            Alerts = [.. _book.NewestOpen().Take(options.MostShown)],
            Open = _book.Open.Count,
        }));
    }

    /// <inheritdoc/>
    public Task UnsubscribeAsync(Channel channel, IChannelObserver observer)
    {
        _followers.Remove(channel, observer);
        return Task.CompletedTask;
    }

    /// <summary>Has something planned against the book as it is when its turn comes, and written.</summary>
    /// <returns>What the plan gave, when it is in the journal for good.</returns>
    private async Task<T> WriteAsync<T>(Func<AlertPlan, T> plan)
    {
        T result = default!;
        var wish = new Wish(next => result = plan(next));
        _wishes.Enqueue(wish);
        if (_writing.IsCompleted)
            _writing = WriteAllAsync();
        await wish.Written.Task;
        return result;
    }

    private async Task WriteAllAsync()
    {
        var taken = new List<Wish>();
        while (_wishes.Count > 0)
        {
            taken.Clear();
            Exception? failure = null;
            try
            {
                // Of two activations at once the one that was later reads on, and plans the same wishes against what it has read.
                while (!await CommitAsync(Plan, CancellationToken.None))
                    continue;
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            foreach (var wish in taken)
                wish.End(failure);
            await TidyAsync();
        }

        void Plan(AlertPlan plan)
        {
            foreach (var wish in taken)
                wish.Plan(plan);
            while (plan.Entries.Count < CommitLines && _wishes.TryDequeue(out var wish))
            {
                taken.Add(wish);
                wish.Plan(plan);
            }
        }
    }

    /// <summary>Writes what is planned; false where another has written, whose lines are then in the book.</summary>
    private async Task<bool> CommitAsync(Action<AlertPlan> wishes, CancellationToken cancellationToken)
    {
        var now = Timestamp.From(time.GetUtcNow());
        var plan = new AlertPlan(_book, options, now);
        wishes(plan);
        if (plan.Entries.Count == 0)
        {
            GrainMetrics.AlertsRepeated.Add(plan.Repeated);
            return true;
        }

        if (await _writer.TryAppendAsync(plan.Entries, now, cancellationToken) is not { } lines)
        {
            await ReadOnAsync(cancellationToken);
            return false;
        }

        GrainMetrics.AlertLines.Add(lines.Length);
        GrainMetrics.AlertsRepeated.Add(plan.Repeated);
        _book = plan.Book with { End = _writer.End };
        Tell(lines);
        return true;
    }

    /// <summary>Takes in the lines that another has written.</summary>
    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        await foreach (var line in journal.ReadAsync(_book.End.Seq + 1, cancellationToken))
        {
            if (line.Previous != _book.End.Hash)
                throw new JournalException($"Line {line.Seq} of {journal.Location} does not follow what was read before it: the journal was changed.");

            _book = _book.With(line.Position, line.Time, line.By, AlertLines.Read(line), options.MostRemembered);
            _writer.MoveTo(line.Position);
            Tell([line]);
        }
    }

    private void Tell(ImmutableArray<JournalLine> lines)
    {
        // While the grain comes up there is nobody to tell, and the channel is read from the journal afterwards.
        if (_channel is null)
            return;

        ImmutableArray<ChannelMessage> messages = [.. lines.Select(line => _channel.Append(PayloadOf(line)))];
        _followers.Tell(new Dictionary<Channel, ChannelMessages> { [Channel.Alerts] = new(Channel.Alerts, _channel.Epoch, messages) });
    }

    private static ChannelPayload PayloadOf(JournalLine line) => new() { Line = Encoding.ASCII.GetString(line.Bytes.Span) };

    /// <summary>The channel with the journal's latest lines, so that whoever was away while the node was down misses none.</summary>
    private async Task<ChannelLog> OpenChannelAsync(CancellationToken cancellationToken)
    {
        var before = Math.Max(0, _book.End.Seq - options.ChannelHistory);
        var channel = new ChannelLog(_book.Epoch!, options.ChannelHistory, before);
        await foreach (var line in journal.ReadAsync(before + 1, cancellationToken))
            channel.Append(PayloadOf(line));
        return channel;
    }

    /// <summary>The book as it was last stored, if that is of this journal; else an empty one.</summary>
    private async Task<AlertBook> LoadAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(BookSnapshot.Name, cancellationToken) is not { } bytes)
            return new AlertBook();

        if (BookSnapshot.Read(bytes) is { } book)
        {
            await foreach (var line in journal.ReadAsync(book.End.Seq, cancellationToken))
            {
                if (line.Position == book.End)
                    return book;
                break;
            }

            logger.LogError("The journal {Journal} lacks line {Seq}, which was there: it was cut or replaced.", journal.Location, book.End.Seq);
        }

        logger.LogWarning("The snapshot {Snapshot} can't be used; it is made anew from the journal.", store.LocationOf(BookSnapshot.Name));
        return new AlertBook();
    }

    /// <summary>Merges the journal's small blobs, and stores what its lines say, each when it is time. Nothing depends on either.</summary>
    private async Task TidyAsync()
    {
        try
        {
            await _writer.MergeAsync();
        }
        catch (IOException failure)
        {
            logger.LogWarning(failure, "The journal's small blobs could not be merged; that is tried again.");
        }

        if (_book.End.Seq - _savedUpTo < options.SnapshotEvery || !_saving.IsCompleted)
            return;

        _savedUpTo = _book.End.Seq;
        _saving = SaveAsync(_book);
    }

    private async Task SaveAsync(AlertBook book)
    {
        try
        {
            // A book never changes: it is written beside the turns.
            await store.ReplaceAsync(BookSnapshot.Name, await Task.Run(() => BookSnapshot.Write(book)));
        }
        catch (BlobStoreException failure)
        {
            logger.LogWarning(failure, "The snapshot of the alerts could not be stored; the next start reads more of the journal.");
        }
    }

    /// <summary>Somebody's call that waits to be written.</summary>
    private sealed class Wish(Action<AlertPlan> plan)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Plan(AlertPlan next) => plan(next);

        public void End(Exception? failure)
        {
            if (failure is null)
                Written.SetResult();
            else
                Written.SetException(failure);
        }
    }
}
