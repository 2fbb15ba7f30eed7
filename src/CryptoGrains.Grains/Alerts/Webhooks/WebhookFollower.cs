using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// Delivers alerts to one webhook: one at a time, in the journal's order, each until it is taken or given up. Those that were given up are sent again, where
/// that is asked for, while there is nothing newer.
/// </summary>
internal sealed class WebhookFollower(WebhookProgress start, WebhookClient client, WebhookOptions options, FollowerParts parts)
    : JournalFollower(start.Cursor, parts)
{
    private ImmutableArray<WebhookDeadLetter> _deadLetters = start.DeadLetters;
    private string? _failing;

    public Webhook Webhook => start.Webhook;

    /// <summary>What was given up, the oldest first.</summary>
    public ImmutableArray<WebhookDeadLetter> DeadLetters
    {
        get => _deadLetters;
        private set
        {
            _deadLetters = value;
            Parts.Changed();
        }
    }

    /// <summary>What is to be stored.</summary>
    public WebhookProgress Progress => new(Webhook, Cursor, DeadLetters);

    public WebhookStatus Status => new(Webhook.Id, Webhook.Url, Webhook.LeastSeverity, Cursor, DeadLetters.Length, _failing);

    protected override string Name => $"The webhook {Webhook.Id}";

    /// <summary>Has dead letters sent again; all where no key is given.</summary>
    /// <returns>How many of them wait for that now.</returns>
    public int Resend(string? key)
    {
        DeadLetters = [.. DeadLetters.Select(letter => key is null || letter.Key == key ? letter with { IsWaiting = true } : letter)];
        return DeadLetters.Count(letter => key is null || letter.Key == key);
    }

    protected override async Task PassAsync(IReadOnlyList<JournalLine> lines, CancellationToken stop)
    {
        foreach (var line in lines)
        {
            if (AlertDelivery.Of(line) is { } alert && IsWanted(alert))
                await DeliverAsync(alert.Key, line, stop);
            MoveTo(line.Seq);
        }
    }

    protected override async Task<bool> TryOtherAsync(CancellationToken stop)
    {
        if (DeadLetters.FirstOrDefault(letter => letter.IsWaiting) is not { } letter)
            return false;

        var lines = await Parts.Tail.ReadAsync(letter.Seq, stop);
        var outcome = lines.Count > 0 && AlertDelivery.Of(lines[0])?.Key == letter.Key
            ? await client.SendAsync(Webhook, letter.Key, lines[0].Bytes, stop)
            : WebhookOutcome.Never($"The journal's line {letter.Seq} is not this alert's any more.");
        if (outcome.Reason is not { } reason)
        {
            GrainMetrics.WebhooksDelivered.Add(1);
            DeadLetters = DeadLetters.RemoveAll(other => other.Key == letter.Key);
            return true;
        }

        // Who does not answer now would not answer the next one either.
        var failed = DeadLetters.Select(other => outcome.MayRetry ? other with { IsWaiting = false } : other);
        DeadLetters = [.. failed.Select(other => other.Key == letter.Key ? DeadLetter(letter.Key, letter.Seq, reason, letter.Tries + 1) : other)];
        return true;
    }

    /// <summary>Whether it is severe enough. Where nobody knows, it is: a delivery too many is better than one too few.</summary>
    private bool IsWanted(AlertDelivery alert) => (alert.Severity ?? Parts.Tail.SeverityOf(alert.Alert) ?? AlertSeverity.Critical) >= Webhook.LeastSeverity;

    private async Task DeliverAsync(string key, JournalLine line, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var outcome = await client.SendAsync(Webhook, key, line.Bytes, stop);
            _failing = outcome.Reason;
            if (outcome.Reason is not { } reason)
            {
                GrainMetrics.WebhooksDelivered.Add(1);
                return;
            }

            if (!outcome.MayRetry || Timestamp.From(Parts.Time.GetUtcNow()) - line.Time >= options.GiveUpAfter)
            {
                GiveUp(DeadLetter(key, line.Seq, reason, tries));
                return;
            }

            GrainMetrics.WebhooksRetried.Add(1);
            await Task.Delay(Parts.Backoff.After(tries), Parts.Time, stop);
        }
    }

    private void GiveUp(WebhookDeadLetter letter)
    {
        GrainMetrics.WebhooksGivenUp.Add(1);
        var others = DeadLetters.RemoveAll(other => other.Key == letter.Key);
        DeadLetters = [.. others.Skip(others.Length + 1 - options.MostDeadLetters), letter];
    }

    private WebhookDeadLetter DeadLetter(string key, long seq, string reason, int tries) =>
        new(key, seq, reason, tries, Timestamp.From(Parts.Time.GetUtcNow()));
}
