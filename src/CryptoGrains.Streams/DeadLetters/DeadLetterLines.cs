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

    public void Add(DeadLetter letter)
    {
        using (var json = new Utf8JsonWriter(_bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("receiveTimeMicroseconds", letter.ReceiveTime.Microseconds);
            json.WriteString("source", letter.Source);
            json.WriteString("instrument", letter.Instrument?.Name);
            json.WriteString("reason", letter.Reason);
            json.WriteString("raw", letter.Raw);
            json.WriteEndObject();
        }

        _bytes.Write("\n"u8);
    }

    public void Clear() => _bytes.ResetWrittenCount();
}
