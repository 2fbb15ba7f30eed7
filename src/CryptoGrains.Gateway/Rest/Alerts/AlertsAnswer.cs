namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>A page of alerts, newest first.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Next">The cursor of the next page; null where nothing is known to follow.</param>
public sealed record AlertsAnswer(IReadOnlyList<AlertAnswer> Alerts, string? Next);
