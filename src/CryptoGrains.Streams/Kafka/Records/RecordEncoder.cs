using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;

namespace CryptoGrains.Streams.Kafka.Records;

/// <summary>Writes a record as the value of a message; its name is the message's key. docs/formats/kafka.md describes the bytes.</summary>
internal static class RecordEncoder
{
    public const byte Version = 1;
    public const byte Sell = 1 << 0;
    public const byte Clock = 1 << 1;

    /// <summary>Version, flags, decimals, three varints of 10 and two wide numbers of 16.</summary>
    public const int MaxBytes = 3 + 30 + 32;

    /// <summary>The value of a record's message.</summary>
    public static byte[] Encode(in LogEntry entry)
    {
        var writer = new ByteWriter(stackalloc byte[MaxBytes]);
        var trade = entry.Trade;
        writer.Byte(Version);
        if (entry.IsClock)
        {
            writer.Byte(Clock);
            writer.ZigZag(trade.EventTime.Microseconds);
            return writer.Written.ToArray();
        }

        var priceDecimals = RecordTag.DecimalsOf(trade.Price, out var price);
        var quantityDecimals = RecordTag.DecimalsOf(trade.Quantity, out var quantity);
        writer.Byte(trade.TakerSide == TakerSide.Sell ? Sell : (byte)0);
        writer.Byte((byte)(priceDecimals | (quantityDecimals << 4)));
        writer.ZigZag(trade.Id);
        writer.ZigZag(trade.EventTime.Microseconds);
        writer.ZigZag(unchecked(trade.ReceiveTime.Microseconds - trade.EventTime.Microseconds));
        Write(ref writer, trade.Price, price, priceDecimals);
        Write(ref writer, trade.Quantity, quantity, quantityDecimals);
        return writer.Written.ToArray();
    }

    private static void Write(ref ByteWriter writer, decimal value, long mantissa, int decimals)
    {
        if (decimals == RecordTag.Wide)
            writer.WideDecimal(value);
        else
            writer.Varint((ulong)mantissa);
    }
}
