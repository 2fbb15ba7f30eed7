using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Rest.Webhooks;

/// <summary>The webhooks.</summary>
/// <param name="Webhooks">They, by id.</param>
public sealed record WebhooksAnswer(IReadOnlyList<WebhookAnswer> Webhooks);

/// <summary>One webhook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Severity">The least severity that is sent.</param>
/// <param name="Cursor">The journal's line up to which all was delivered or given up.</param>
/// <param name="DeadLetters">How many deliveries were given up and not sent again since.</param>
/// <param name="Failing">Why the delivery that is tried just now failed last; null where it did not.</param>
public sealed record WebhookAnswer(string Id, string Url, string Severity, long Cursor, int DeadLetters, string? Failing)
{
    internal static WebhookAnswer Of(WebhookStatus webhook) => new(
        webhook.Id, webhook.Url, webhook.LeastSeverity.Name(), webhook.Cursor, webhook.DeadLetters, webhook.Failing);
}

/// <summary>A webhook that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Severity">The least severity that is sent.</param>
/// <param name="Secret">By what its deliveries are signed. It is told this once.</param>
public sealed record AddedWebhookAnswer(string Id, string Url, string Severity, string Secret);

/// <summary>What became of a test delivery.</summary>
/// <param name="Delivered">Whether the receiver took it.</param>
/// <param name="Reason">Why not; null where it did.</param>
public sealed record WebhookTestAnswer(bool Delivered, string? Reason);
