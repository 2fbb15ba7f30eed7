using CryptoGrains.Analytics.Rules;

namespace CryptoGrains.Grains;

/// <summary>An address that alerts are sent to.</summary>
[GenerateSerializer, Immutable]
public sealed record Webhook
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Where to: an absolute http or https address. It may bear a token of the receiver's, so it is not logged.</summary>
    [Id(1)]
    public required string Url { get; init; }

    /// <summary>By what deliveries are signed. It is shown once, when the webhook is made, and never logged.</summary>
    [Id(2)]
    public required string Secret { get; init; }

    /// <summary>The least severity that is sent.</summary>
    [Id(3)]
    public AlertSeverity LeastSeverity { get; init; }

    /// <summary>Its id: neither the address nor the secret belongs in a log.</summary>
    public override string ToString() => Id;
}
