using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>What those who follow the journal share.</summary>
/// <param name="Tail">The journal.</param>
/// <param name="Backoff">How long to wait after a failure.</param>
/// <param name="Time">The clock.</param>
/// <param name="Changed">Called when something is to be stored.</param>
/// <param name="Logger">Where failures are told.</param>
internal sealed record FollowerParts(JournalTail Tail, WebhookBackoff Backoff, TimeProvider Time, Action Changed, ILogger Logger);
