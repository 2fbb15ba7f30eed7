using System.Text.Json.Serialization;

namespace CryptoGrains.Gateway.Rest.Webhooks;

/// <summary>The wish for a webhook.</summary>
/// <param name="Url">Where to: an absolute https address of the open internet.</param>
/// <param name="Severity">The least severity that is sent: <c>info</c>, which is usual, <c>warning</c> or <c>critical</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WebhookRequest(string? Url, string? Severity = null);
