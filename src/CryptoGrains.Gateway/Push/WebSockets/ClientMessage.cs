using System.Text.Json;

namespace CryptoGrains.Gateway.Push.WebSockets;

/// <summary>What a client asks for over a WebSocket.</summary>
/// <param name="Op">subscribe, unsubscribe or ping.</param>
/// <param name="Channel">The channel's name.</param>
/// <param name="Epoch">The epoch last seen of it.</param>
/// <param name="Offset">The offset last seen in that epoch.</param>
internal sealed record ClientMessage(string? Op, string? Channel = null, string? Epoch = null, long? Offset = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { MaxDepth = 4, NumberHandling = default };

    /// <summary>Reads a text frame.</summary>
    /// <param name="utf8">The frame.</param>
    /// <param name="message">What it asks for.</param>
    /// <param name="error">Why it can't be read, as a sentence.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out ClientMessage message, out string error)
    {
        const string form = """Send {"op":"subscribe","channel":"…"}, {"op":"unsubscribe","channel":"…"} or {"op":"ping"}.""";
        error = $"The message is not one this server knows. {form}";
        try
        {
            message = JsonSerializer.Deserialize<ClientMessage>(utf8, Options) ?? new ClientMessage(Op: null);
            return message.Op is "subscribe" or "unsubscribe" or "ping";
        }
        catch (JsonException wrong)
        {
            error = $"The message can't be read as JSON of the known form, near byte {wrong.BytePositionInLine ?? 0}. {form}";
            message = new ClientMessage(Op: null);
            return false;
        }
    }
}
