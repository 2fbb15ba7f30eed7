namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>The reasons of "closing" envelopes. They are part of the protocol: docs/streaming.md lists them.</summary>
internal static class CloseReasons
{
    public const string SlowConsumer = "slow-consumer";
    public const string Shutdown = "shutdown";
    public const string MessageTooLarge = "message-too-large";
    public const string TooManyConnections = "too-many-connections";
}
