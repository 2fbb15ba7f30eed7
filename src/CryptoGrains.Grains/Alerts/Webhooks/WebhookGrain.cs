using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// The webhooks, and whoever else follows the journal for programs outside: a shell of turns round <see cref="JournalFollower"/>s, which run in this
/// activation, between its calls, and end with it. How far they are is stored at each tick of a timer, so a crash has a second's deliveries sent again; while it
/// can't be stored, no new lines are read. An activation that was replaced finds that out when it stores, and ends.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "OnDeactivateAsync is a grain's end.")]
public sealed class WebhookGrain(
    [PersistentState("webhooks")] IPersistentState<WebhooksState> state,
    AlertJournal journal,
    WebhookClient client,
    WebhookOptions options,
    WebhookBackoff backoff,
    TimeProvider time,
    ILogger<WebhookGrain> logger,
    IAlertTopic? topic = null) : Grain, IWebhookGrain
{
    /// <summary>How often it looks for new lines, and stores how far it is.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, WebhookFollower> _webhooks = new(StringComparer.Ordinal);
    private readonly JournalTail _tail = new(journal);
    private FollowerParts _parts = null!;
    private AlertTopicFollower? _topic;
    private IGrainTimer _timer = null!;
    private bool _isOpen;
    private bool _isUnstored;

    private IEnumerable<JournalFollower> Followers => _topic is null ? _webhooks.Values : [.. _webhooks.Values, _topic];

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _parts = new FollowerParts(_tail, backoff, time, () => _isUnstored = true, logger);
        foreach (var progress in state.State.Webhooks)
            _webhooks.Add(progress.Webhook.Id, NewFollower(progress));
        if (topic is not null)
            _topic = new AlertTopicFollower(state.State.TopicCursor, topic, _parts);
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Tick) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Followers.Select(follower => follower.DisposeAsync().AsTask()));
        if (_isUnstored)
            await StoreAsync();
    }

    /// <inheritdoc/>
    public Task WakeAsync()
    {
        _timer.Change(TimeSpan.Zero, Tick);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<WebhookStatus>> ListAsync() =>
        Task.FromResult<ImmutableArray<WebhookStatus>>([.. _webhooks.Values.Select(webhook => webhook.Status)]);

    /// <inheritdoc/>
    public async Task<Webhook?> AddAsync(string url, AlertSeverity leastSeverity)
    {
        if (_webhooks.Count >= options.MostWebhooks)
            return null;

        await LookAsync(CancellationToken.None);
        var webhook = new Webhook
        {
            Id = RandomNumberGenerator.GetHexString(12, lowercase: true),
            Url = url,
            Secret = RandomNumberGenerator.GetHexString(64, lowercase: true),
            LeastSeverity = leastSeverity,
        };
        var follower = NewFollower(new WebhookProgress(webhook, _tail.End, []));
        _webhooks.Add(webhook.Id, follower);
        await StoreOrAsync(() => _webhooks.Remove(webhook.Id));
        follower.Start();
        return webhook;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string id)
    {
        if (!_webhooks.Remove(id, out var follower))
            return false;

        await StoreOrAsync(() => _webhooks.Add(id, follower));
        await follower.DisposeAsync();
        return true;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<WebhookDeadLetter>?> GetDeadLettersAsync(string id) => Task.FromResult(_webhooks.GetValueOrDefault(id)?.DeadLetters);

    /// <inheritdoc/>
    public Task<int?> ResendAsync(string id, string? key)
    {
        var waiting = _webhooks.GetValueOrDefault(id)?.Resend(key);
        _tail.Pulse();
        return Task.FromResult(waiting);
    }

    /// <inheritdoc/>
    public async Task<WebhookTest?> TestAsync(string id)
    {
        if (!_webhooks.TryGetValue(id, out var follower))
            return null;

        var key = $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}:test";
        var body = JsonSerializer.SerializeToUtf8Bytes(new { time = Timestamp.From(time.GetUtcNow()).ToString(), kind = "test", webhook = id });
        var outcome = await client.SendAsync(follower.Webhook, key, body, CancellationToken.None);
        return new WebhookTest(outcome.IsDelivered, outcome.Reason);
    }

    private WebhookFollower NewFollower(WebhookProgress progress) => new(progress, client, options, _parts);

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (_isUnstored)
            await StoreAsync();
        if (Followers.Any())
            await LookAsync(cancellationToken);
        GrainMetrics.WebhooksLag.Record(_webhooks.Values.Select(webhook => _tail.End - webhook.Cursor).DefaultIfEmpty().Max());
    }

    /// <summary>Looks for new lines; the first time it sets the followers going.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            await _tail.PollAsync(cancellationToken);
            return;
        }

        await _tail.OpenAsync(cancellationToken);
        _isOpen = true;
        foreach (var follower in Followers)
            follower.Start();
    }

    /// <summary>Stores what was changed for a call, or undoes it.</summary>
    private async Task StoreOrAsync(Action undo)
    {
        try
        {
            await StoreAsync();
        }
        catch
        {
            undo();
            throw;
        }
    }

    private async Task StoreAsync()
    {
        _isUnstored = false;
        state.State = new WebhooksState
        {
            Webhooks = [.. _webhooks.Values.Select(webhook => webhook.Progress)],
            TopicCursor = _topic?.Cursor ?? state.State.TopicCursor,
        };
        try
        {
            await state.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another activation has taken over, and delivers.
            DeactivateOnIdle();
            throw;
        }
        catch
        {
            _isUnstored = true;
            throw;
        }
    }
}
