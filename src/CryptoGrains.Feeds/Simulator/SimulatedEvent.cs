using System.Buffers;
using System.Text;
using System.Text.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>The label of something that was injected: what a detector should have found.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Instrument">Where.</param>
/// <param name="From">The event time at which it began.</param>
/// <param name="To">The event time at which it was over.</param>
/// <param name="Parameters">Its sizes, by name: fractions as fractions, lengths in seconds.</param>
/// <param name="TradeIds">The trades it is made of, in rising order; of an outage, those that are missing.</param>
public sealed record SimulatedEvent(
    SimulatedEventKind Kind,
    Instrument Instrument,
    Timestamp From,
    Timestamp To,
    IReadOnlyDictionary<string, double> Parameters,
    IReadOnlyList<IdRange> TradeIds)
{
    /// <summary>Whether a trade is one of those that the event is made of.</summary>
    public bool Concerns(in Trade trade)
    {
        var (low, high) = (0, trade.Instrument == Instrument ? TradeIds.Count : 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (trade.Id < TradeIds[middle].First)
                high = middle;
            else if (trade.Id > TradeIds[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>The label as one line of JSON, without the line break.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind.ToString());
            json.WriteString("instrument", Instrument.Name);
            json.WriteString("from", From.ToString());
            json.WriteString("to", To.ToString());
            json.WriteStartObject("parameters");
            foreach (var (name, value) in Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteNumber(name, value);
            json.WriteEndObject();
            json.WriteStartArray("tradeIds");
            foreach (var range in TradeIds)
            {
                json.WriteStartArray();
                json.WriteNumberValue(range.First);
                json.WriteNumberValue(range.Last);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
