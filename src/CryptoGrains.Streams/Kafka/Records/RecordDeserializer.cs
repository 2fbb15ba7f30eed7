using Confluent.Kafka;

namespace CryptoGrains.Streams.Kafka.Records;

/// <summary>
/// Reads messages where the client holds their bytes, before it would copy them. The client asks for the key of a message first, then for
/// its value.
/// </summary>
internal sealed class RecordDeserializer(RecordDecoder decoder) : IDeserializer<Ignore>, IDeserializer<LogEntry>
{
    // One more than a name may have, so that a key that is too long is still too long when it is cut.
    private readonly byte[] _key = new byte[Blocks.BlockLimits.MaxNameBytes + 1];
    private int _keyLength;

    Ignore IDeserializer<Ignore>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        _keyLength = Math.Min(data.Length, _key.Length);
        data[.._keyLength].CopyTo(_key);
        return null!;
    }

    LogEntry IDeserializer<LogEntry>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
        decoder.Decode(_key.AsSpan(0, _keyLength), data);
}
