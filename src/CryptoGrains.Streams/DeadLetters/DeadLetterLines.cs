using System.Buffers;
using System.Text.Json;

namespace CryptoGrains.Streams.DeadLetters;

/// <summary>
/// Letters as lines of JSON: <c>receiveTimeMicroseconds</c>, <c>source</c>, <c>instrument</c> or null, <c>reason</c>, <c>raw</c>.
/// </summary>
internal sealed class DeadLetterLines
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>One letter, without the line's end.</summary>
    public static byte[] ToJson(DeadLetter letter)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, letter);
        return bytes.WrittenSpan.ToArray();
    }

    public void Add(DeadLetter letter)
    {
        Write(_bytes, letter);
        _bytes.Write("\n"u8);
    }

    public void Clear() => _bytes.ResetWrittenCount();

    private static void Write(ArrayBufferWriter<byte> bytes, DeadLetter letter)
    {
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("receiveTimeMicroseconds", letter.ReceiveTime.Microseconds);
        json.WriteString("source", letter.Source);
        json.WriteString("instrument", letter.Instrument?.Name);
        json.WriteString("reason", letter.Reason);
        json.WriteString("raw", letter.Raw);
        json.WriteEndObject();
    }
}
