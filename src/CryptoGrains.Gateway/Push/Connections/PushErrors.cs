namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>The codes of "error" envelopes. They are part of the protocol: docs/streaming.md lists them.</summary>
internal static class PushErrors
{
    public const string UnknownChannel = "unknown-channel";
    public const string UnknownSymbol = "unknown-symbol";
    public const string NotSubscribed = "not-subscribed";
    public const string TooManySubscriptions = "too-many-subscriptions";
    public const string TooManyOperations = "too-many-operations";
    public const string InvalidMessage = "invalid-message";
    public const string InvalidPosition = "invalid-position";
    public const string Unavailable = "unavailable";
}
