using System.Text.Json;
using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Tests.Push.Channels;

/// <summary>A client that reads its outbox and holds every envelope to the protocol.</summary>
internal sealed class SimulatedClient(PushConnection connection, Channel channel, string? epoch, long offset)
{
    private readonly List<Envelope> _batch = [];
    private bool _isSubscribed;

    public Subscription Subscription { get; } = new(connection, channel, epoch, offset);

    public string? Epoch { get; private set; } = epoch;

    public long Offset { get; private set; } = offset;

    /// <summary>Reads what waits.</summary>
    /// <param name="sent">What the grain has numbered: the close of the candle for each epoch and offset.</param>
    public void Read(IReadOnlyDictionary<(string Epoch, long Offset), decimal> sent)
    {
        while (connection.Outbox.Bytes > 0)
        {
            Assert.True(connection.Outbox.TakeAsync(_batch).Result);
            foreach (var envelope in _batch)
            {
                using var document = JsonDocument.Parse(envelope.Utf8);
                Take(document.RootElement, sent);
            }

            _batch.Clear();
        }
    }

    private void Take(JsonElement envelope, IReadOnlyDictionary<(string Epoch, long Offset), decimal> sent)
    {
        var position = (Epoch: envelope.GetProperty("epoch").GetString()!, Offset: envelope.GetProperty("offset").GetInt64());
        if (envelope.GetProperty("type").GetString() == "data")
        {
            Assert.True(_isSubscribed, "data came before 'subscribed'");
            Assert.Equal((Epoch!, Offset + 1), position);
            Assert.Equal(sent[position], CloseOf(envelope.GetProperty("data")));
        }
        else
        {
            Assert.Equal("subscribed", envelope.GetProperty("type").GetString());
            if (envelope.GetProperty("recovered").GetBoolean())
                Assert.Equal((Epoch!, Offset), position);
            else if (sent.TryGetValue(position, out var close))
                Assert.Equal(close, CloseOf(envelope.GetProperty("snapshot")));
            _isSubscribed = true;
        }

        (Epoch, Offset) = position;
    }

    private static decimal CloseOf(JsonElement payload) => payload.GetProperty("candles")[0].GetProperty("close").GetDecimal();
}
