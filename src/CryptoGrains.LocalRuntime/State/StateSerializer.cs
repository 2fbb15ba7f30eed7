using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// States as bytes: JSON, with every <c>byte[]</c> set beside it as it is, so that a large block is neither encoded nor read as
/// text.
/// Little endian: the JSON's length (4 bytes), the JSON, then the length (4) and bytes of each block. In the JSON its number
/// stands for it.
/// </summary>
internal static class StateSerializer
{
    [ThreadStatic]
    private static List<byte[]>? _blocks;

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new BlockConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatCannotComeBack } },
    };

    public static ReadOnlyMemory<byte> Write<TState>(TState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), 0);
        buffer.Advance(4);
        var blocks = _blocks = [];
        using (var writer = new Utf8JsonWriter(buffer))
            JsonSerializer.Serialize(writer, state, Json);

        var json = buffer.WrittenCount - 4;
        foreach (var block in blocks)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), block.Length);
            buffer.Advance(4);
            buffer.Write(block);
        }

        var written = buffer.WrittenMemory;
        BinaryPrimitives.WriteInt32LittleEndian(System.Runtime.InteropServices.MemoryMarshal.AsMemory(written).Span, json);
        return written;
    }

    public static TState? Read<TState>(ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var json = bytes.Slice(4, length);
        var blocks = _blocks = [];
        for (var rest = bytes[(4 + length)..]; rest.Length > 0;)
        {
            var block = rest.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(rest));
            blocks.Add(block.ToArray());
            rest = rest[(4 + block.Length)..];
        }

        return JsonSerializer.Deserialize<TState>(json, Json);
    }

    // What can't be set is computed from the rest, and not written. A type with nothing else would come back empty, without a
    // word.
    private static void LeaveOutWhatCannotComeBack(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Properties.Count == 0)
            return;

        var computed = type.Properties.Where(property => property.Set is null && property.AssociatedParameter is null).ToList();
        if (computed.Count == type.Properties.Count)
            throw new NotSupportedException(
                $"{type.Type} can't be part of a grain's state: none of its properties can be set, so it would come back empty. "
                + "Keep it as text or numbers.");

        computed.ForEach(property => property.ShouldSerialize = static (_, _) => false);
    }

    private sealed class BlockConverter : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            _blocks![reader.GetInt32()];

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
        {
            writer.WriteNumberValue(_blocks!.Count);
            _blocks.Add(value);
        }
    }
}
