using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;

namespace CryptoGrains.Streams.Kafka.Records;

/// <summary>Reads the messages of one partition, JSON or binary. Not safe for more than one thread.</summary>
/// <param name="partition">The partition: every instrument's records must lie in its own.</param>
/// <param name="partitionCount">The number of the log's partitions.</param>
internal sealed class RecordDecoder(int partition, int partitionCount)
{
    private readonly NameTable _names = new();

    /// <summary>The record of a message.</summary>
    /// <exception cref="InvalidDataException">It is none that can be counted: the message says why.</exception>
    public LogEntry Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            throw new InvalidDataException("the message has no value");

        return value[0] switch
        {
            RecordEncoder.Version => Binary(key, value[1..]),
            (byte)'{' => LogEntry.Of(Check(JsonTrade.Read(value, _names))),
            _ => throw new InvalidDataException($"the value begins with the byte {value[0]}: neither JSON nor a version that is known"),
        };
    }

    private LogEntry Binary(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var name = _names.Of(key);
        var reader = new ByteReader(value);
        var flags = reader.Byte();
        LogEntry entry;
        if (flags == RecordEncoder.Clock)
        {
            entry = LogEntry.Clock(name.Text, new Timestamp(reader.ZigZag()));
        }
        else if (flags is 0 or RecordEncoder.Sell)
        {
            if (name.Instrument.Name != name.Text)
                throw new InvalidDataException("the key is not an instrument's name");

            var trade = ReadTrade(ref reader, name.Instrument, flags == RecordEncoder.Sell ? TakerSide.Sell : TakerSide.Buy);
            entry = LogEntry.Of(Check(trade));
        }
        else
        {
            throw new InvalidDataException($"the record has the flags {flags}, which this version does not know");
        }

        return reader.AtEnd ? entry : throw new InvalidDataException("bytes are left after the record");
    }

    private static Trade ReadTrade(ref ByteReader reader, Instrument instrument, TakerSide side)
    {
        var decimals = reader.Byte();
        var id = reader.ZigZag();
        var time = reader.ZigZag();
        var delay = reader.ZigZag();
        var price = reader.Decimal(decimals & 0xF);
        var quantity = reader.Decimal(decimals >> 4);
        return new Trade(instrument, id, price, quantity, side, new Timestamp(time), new Timestamp(unchecked(time + delay)));
    }

    /// <summary>Anyone may write to a topic, so the rules of the border hold here too.</summary>
    private Trade Check(in Trade trade)
    {
        if (TradeRules.Refuse(trade) is { } reason)
            throw new InvalidDataException(reason);

        var own = KafkaPartitioner.PartitionOf(trade.Instrument, partitionCount);
        return own == partition
            ? trade
            : throw new InvalidDataException(
                $"{trade.Instrument} belongs to partition {own} of {partitionCount}: key its messages with its name, and leave the partition to Kafka's default");
    }
}
