using System.Text;
using System.Text.Unicode;
using Confluent.Kafka;
using CryptoGrains.Market;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// Gives what can't be read to the dead letters: each message once, although several readers meet it. What has been told is remembered up to
/// a bound, and a letter that is repeated has the same source, by which the topic keys it.
/// </summary>
internal sealed class UnreadableMessages(string topic, IDeadLetters letters, TimeProvider time)
{
    private const int MostRemembered = 65_536;

    private readonly HashSet<(int Partition, long Offset)> _told = [];

    public void Add(ConsumeResult<byte[], byte[]> message, int partition, string reason)
    {
        lock (_told)
        {
            if (_told.Count >= MostRemembered)
                _told.Clear();
            if (!_told.Add((partition, message.Offset)))
                return;
        }

        StreamMetrics.UnreadableMessages.Add(1, StreamMetrics.TagOf(partition));
        var key = message.Message.Key;
        var instrument = key is not null && Instrument.TryParse(Encoding.UTF8.GetString(key), string.Empty, out var parsed) ? parsed : (Instrument?)null;
        letters.Add(new DeadLetter(
            $"{topic} {partition}:{message.Offset.Value}", instrument, reason, TextOf(message.Message.Value ?? []), Market.Timestamp.From(time.GetUtcNow())));
    }

    /// <summary>Bytes as the text that they are, or in base 64.</summary>
    private static string TextOf(byte[] bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : $"base64:{Convert.ToBase64String(bytes)}";
}
