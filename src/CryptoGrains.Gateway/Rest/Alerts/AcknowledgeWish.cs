namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>The body of an acknowledgement in the OpenAPI document; it may be left out.</summary>
/// <param name="By">Who has seen the alert: up to 100 characters; usually the header <c>Actor</c>.</param>
/// <param name="Note">What they want to say: up to 500 characters.</param>
public sealed record AcknowledgeWish(string? By, string? Note);
