using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using Orleans.Concurrency;

namespace CryptoGrains.Grains;

/// <summary>
/// The webhooks, and the delivery of alerts to them: each line of the journal that concerns an alert, at least once, in the journal's order for each
/// webhook. There is one, with the key <see cref="Key"/>; it delivers as long as it is active, so somebody has to <see cref="WakeAsync"/> it.
/// </summary>
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>The key of the one.</summary>
    const string Key = "webhooks";

    /// <summary>Sees to it that it is active, and looks at once for what is new in the journal.</summary>
    Task WakeAsync();

    /// <summary>The webhooks, by id.</summary>
    [ReadOnly]
    Task<ImmutableArray<WebhookStatus>> ListAsync();

    /// <summary>Makes a webhook. It begins with what comes after the journal's last line.</summary>
    /// <param name="url">Where to: one in which <see cref="WebhookUrl.Mistake"/> finds nothing wrong.</param>
    /// <param name="leastSeverity">The least severity that is sent.</param>
    /// <returns>The webhook with its secret, which is told this once; null where there are <see cref="Alerts.Webhooks.WebhookOptions.MostWebhooks"/> already.</returns>
    Task<Webhook?> AddAsync(string url, AlertSeverity leastSeverity);

    /// <summary>Removes a webhook with its dead letters.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(string id);

    /// <summary>What was given up, the oldest first; null where there is no such webhook.</summary>
    [ReadOnly]
    Task<ImmutableArray<WebhookDeadLetter>?> GetDeadLettersAsync(string id);

    /// <summary>
    /// Has dead letters sent again, each once, when nothing newer waits. One that the receiver takes leaves the list; one that fails in a way that may pass
    /// ends the round.
    /// </summary>
    /// <param name="id">The webhook's id.</param>
    /// <param name="key">Which one; null for all.</param>
    /// <returns>How many of them wait for that now; null where there is no such webhook.</returns>
    Task<int?> ResendAsync(string id, string? key);

    /// <summary>Sends a test delivery now, whatever else is being sent.</summary>
    /// <returns>What became of it; null where there is no such webhook.</returns>
    [AlwaysInterleave]
    Task<WebhookTest?> TestAsync(string id);
}
