namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>The bounds of webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>Whether private and loopback addresses may be sent to. No, unless somebody says so.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>The most webhooks: 100.</summary>
    public int MostWebhooks { get; set; } = 100;

    /// <summary>For how long a delivery that fails is tried again before it becomes a dead letter: an hour.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The most dead letters of a webhook; the oldest go. 1,000. The journal has all of them for good.</summary>
    public int MostDeadLetters { get; set; } = 1_000;
}
