using System.Text.Json;
using CryptoGrains.Gateway.Push.SignalR;
using CryptoGrains.Gateway.Tests.Support;

namespace CryptoGrains.Gateway.Tests.Push;

internal static class PushAssert
{
    public static async Task<JsonElement> SubscribedAsync(this IPushClient client, string channel, string epoch, long offset, bool recovered)
    {
        var envelope = await client.NextAsync($"'subscribed' to {channel} at {epoch}/{offset}, recovered {recovered}");
        Assert.Equal("subscribed", envelope.GetProperty("type").GetString());
        IsAt(envelope, channel, epoch, offset);
        Assert.Equal(recovered, envelope.GetProperty("recovered").GetBoolean());
        Assert.Equal(!recovered, envelope.TryGetProperty("snapshot", out _));
        return envelope;
    }

    public static async Task<JsonElement> DataAsync(this IPushClient client, string channel, string epoch, long offset)
    {
        var envelope = await client.NextAsync($"'data' of {channel} at {epoch}/{offset}");
        Assert.Equal("data", envelope.GetProperty("type").GetString());
        IsAt(envelope, channel, epoch, offset);
        return envelope.GetProperty("data");
    }

    public static async Task ErrorAsync(this IPushClient client, string code, string says, string? channel = null)
    {
        var envelope = await client.NextAsync($"the error '{code}'");
        Assert.Equal("error", envelope.GetProperty("type").GetString());
        Assert.Equal(code, envelope.GetProperty("code").GetString());
        Assert.Contains(says, envelope.GetProperty("message").GetString());
        Assert.Equal(channel, envelope.TryGetProperty("channel", out var named) ? named.GetString() : null);
    }

    public static async Task TypeAsync(this IPushClient client, string type)
    {
        var envelope = await client.NextAsync($"'{type}'");
        Assert.Equal(type, envelope.GetProperty("type").GetString());
    }

    /// <summary>
    /// The connection closes with a reason; <paramref name="time"/> is moved on once the reason has come, where the server
    /// waits.
    /// </summary>
    public static async Task ClosingAsync(this IPushClient client, string reason, FakeTime? time = null)
    {
        var envelope = await client.NextAsync($"'closing' with '{reason}'");
        Assert.Equal("closing", envelope.GetProperty("type").GetString());
        Assert.Equal(reason, envelope.GetProperty("reason").GetString());
        time?.Advance(SignalRTransport.LastWordTime);
        await client.EndAsync();
    }

    private static void IsAt(JsonElement envelope, string channel, string epoch, long offset)
    {
        Assert.Equal(
            (channel, epoch, offset),
            (envelope.GetProperty("channel").GetString(), envelope.GetProperty("epoch").GetString(), envelope.GetProperty("offset").GetInt64()));
    }
}
