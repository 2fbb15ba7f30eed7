using System.Text.Json;
using CryptoGrains.Gateway.Json;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>Writes the envelopes of the push protocol; docs/streaming.md describes them.</summary>
internal static class Envelopes
{
    public static readonly Envelope Pong = Write("pong", static _ => { });

    /// <summary>
    /// The start of a channel that goes on with the message after <paramref name="offset"/>, the last one the client has.
    /// </summary>
    public static Envelope Recovered(Channel channel, string epoch, long offset) => Write("subscribed", json =>
    {
        WritePosition(json, channel, epoch, offset);
        json.WriteBoolean("recovered"u8, true);
    });

    /// <summary>The start of a channel with what it shows at <paramref name="offset"/>.</summary>
    public static Envelope Snapshot(
        Channel channel, string epoch, long offset, ChannelPayload? payload, Timestamp now) => Write("subscribed", json =>
    {
        WritePosition(json, channel, epoch, offset);
        json.WriteBoolean("recovered"u8, false);
        json.WritePropertyName("snapshot"u8);
        MarketJson.WritePayload(json, channel.Kind, payload ?? new ChannelPayload(), now);
    });

    /// <summary>One message of a channel.</summary>
    public static Envelope Data(Channel channel, string epoch, ChannelMessage message, Timestamp now) => Write("data", json =>
    {
        WritePosition(json, channel, epoch, message.Offset);
        json.WritePropertyName("data"u8);
        MarketJson.WritePayload(json, channel.Kind, message.Payload, now);
    });

    public static Envelope Unsubscribed(Channel channel) =>
        Write("unsubscribed", json => json.WriteString("channel"u8, channel.ToString()));

    /// <summary>What was wrong with an operation. The connection stays open.</summary>
    public static Envelope Error(string code, string message, string? channel) => Write("error", json =>
    {
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        if (channel is not null)
            json.WriteString("channel"u8, channel);
    });

    /// <summary>The last envelope before the server closes.</summary>
    public static Envelope Closing(string reason) => Write("closing", json => json.WriteString("reason"u8, reason));

    private static void WritePosition(Utf8JsonWriter json, Channel channel, string epoch, long offset)
    {
        json.WriteString("channel"u8, channel.ToString());
        json.WriteString("epoch"u8, epoch);
        json.WriteNumber("offset"u8, offset);
    }

    private static Envelope Write(string type, Action<Utf8JsonWriter> members)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            members(json);
            json.WriteEndObject();
        }

        return new Envelope(buffer.Written.ToArray());
    }
}
