using CryptoGrains.Analytics.Rules;

namespace CryptoGrains.Grains;

/// <summary>A webhook without its secret, and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where to.</param>
/// <param name="LeastSeverity">The least severity that is sent.</param>
/// <param name="Cursor">The journal's line up to which all was delivered or given up.</param>
/// <param name="DeadLetters">How many deliveries were given up and not sent again since.</param>
/// <param name="Failing">Why the delivery that is tried just now failed last, in a sentence; null where it did not.</param>
[GenerateSerializer, Immutable]
public sealed record WebhookStatus(string Id, string Url, AlertSeverity LeastSeverity, long Cursor, int DeadLetters, string? Failing);
