namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>One message to a client in the bytes it is sent in, UTF-8 JSON. All connections that get it share it.</summary>
internal sealed class Envelope(byte[] utf8)
{
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    public int Length => Utf8.Length;
}
