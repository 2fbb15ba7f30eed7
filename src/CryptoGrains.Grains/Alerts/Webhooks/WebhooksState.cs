using System.Collections.Immutable;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>What the webhooks' grain stores.</summary>
[GenerateSerializer]
public sealed class WebhooksState
{
    /// <summary>The webhooks and how far they are.</summary>
    [Id(0)]
    public ImmutableArray<WebhookProgress> Webhooks { get; set; } = [];

    /// <summary>The journal's line up to which all are in the topic of alerts.</summary>
    [Id(1)]
    public long TopicCursor { get; set; }
}

/// <summary>A webhook and how far it is.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Cursor">The journal's line up to which all was delivered or given up.</param>
/// <param name="DeadLetters">What was given up, the oldest first.</param>
[GenerateSerializer, Immutable]
public sealed record WebhookProgress(Webhook Webhook, long Cursor, ImmutableArray<WebhookDeadLetter> DeadLetters);
