namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>What became of one try to deliver.</summary>
/// <param name="IsDelivered">Whether the receiver has it.</param>
/// <param name="MayRetry">Whether another try can be of use.</param>
/// <param name="Reason">Why it was not delivered, in a sentence; null where it was.</param>
internal readonly record struct WebhookOutcome(bool IsDelivered, bool MayRetry, string? Reason)
{
    public static readonly WebhookOutcome Delivered = new(IsDelivered: true, MayRetry: false, Reason: null);

    public static WebhookOutcome Later(string reason) => new(IsDelivered: false, MayRetry: true, reason);

    public static WebhookOutcome Never(string reason) => new(IsDelivered: false, MayRetry: false, reason);
}
