using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoGrains.Gateway.Push.Connections;

namespace CryptoGrains.Gateway.Push.SignalR;

/// <summary>The argument of the client's "message": an array of envelopes, written as the bytes they already are.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class EnvelopeBatch(List<Envelope> envelopes)
{
    private readonly List<Envelope> _envelopes = envelopes;

    private sealed class Converter : JsonConverter<EnvelopeBatch>
    {
        public override EnvelopeBatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Envelopes go from the server to its clients only.");

        public override void Write(Utf8JsonWriter writer, EnvelopeBatch value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var envelope in value._envelopes)
                writer.WriteRawValue(envelope.Utf8.Span, skipInputValidation: true);
            writer.WriteEndArray();
        }
    }
}
