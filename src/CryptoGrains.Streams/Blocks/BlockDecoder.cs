using CryptoGrains.Market;

namespace CryptoGrains.Streams.Blocks;

/// <summary>Reads the records of a block's body, whose checksum has been found right. Not safe for more than one thread.</summary>
internal sealed class BlockDecoder
{
    private readonly NameTable _names = new();
    private Slot[] _slots = new Slot[16];

    /// <summary>Reads every record of a block into <paramref name="entries"/>, which has the block's length.</summary>
    /// <exception cref="InvalidDataException">The body does not follow the format.</exception>
    public void Decode(in BlockHeader header, ReadOnlySpan<byte> body, Span<LogEntry> entries)
    {
        var reader = new ByteReader(body);
        var time = header.AppendTime;
        var delay = 0L;
        var known = 0;
        var number = -1;
        for (var i = 0; i < entries.Length; i++)
        {
            int tag = reader.UInt16();
            if ((tag & RecordTag.Unused) != 0)
                throw new InvalidDataException("a record has a tag that this version does not know");
            if ((tag & RecordTag.SameName) == 0)
                number = ReadName(ref reader, ref known);
            if ((uint)number >= (uint)known)
                throw new InvalidDataException("a record has no name");

            ref var slot = ref _slots[number];
            time = unchecked(time + reader.ZigZag());
            var offset = header.FirstOffset + i;
            if ((tag & RecordTag.Clock) != 0)
            {
                entries[i] = LogEntry.Clock(slot.Name.Text, new Timestamp(time)).At(offset);
                continue;
            }

            if (slot.Name.Instrument == default)
                throw new InvalidDataException("a trade's name is not an instrument's");
            if ((tag & RecordTag.SameDelay) == 0)
                delay = unchecked(delay + reader.ZigZag());
            slot.LastId = unchecked(slot.LastId + ((tag & RecordTag.NextId) != 0 ? 1 : reader.ZigZag()));
            var price = ReadPrice(ref reader, ref slot.Price, (tag >> RecordTag.PriceShift) & 0xF);
            var quantity = reader.Decimal(tag >> RecordTag.QuantityShift);
            entries[i] = LogEntry.Of(new Trade(
                slot.Name.Instrument,
                slot.LastId,
                price,
                quantity,
                (tag & RecordTag.Sell) != 0 ? TakerSide.Sell : TakerSide.Buy,
                new Timestamp(time),
                new Timestamp(unchecked(time + delay)),
                offset));
        }

        if (!reader.AtEnd)
            throw new InvalidDataException("bytes are left after the last record");
    }

    private int ReadName(ref ByteReader reader, ref int known)
    {
        var number = reader.Varint();
        if (number > (ulong)known)
            throw new InvalidDataException("a record refers to a name that its block has not given");
        if (number < (ulong)known)
            return (int)number;

        if (known == _slots.Length)
            Array.Resize(ref _slots, known * 2);
        _slots[known] = new Slot { Name = _names.Of(reader.Bytes(reader.Byte())) };
        return known++;
    }

    private static decimal ReadPrice(ref ByteReader reader, ref PricePrediction prediction, int decimals)
    {
        if (decimals == RecordTag.Wide)
            return reader.WideDecimal();

        var mantissa = unchecked(prediction.At(decimals) + reader.ZigZag());
        prediction.Set(mantissa, decimals);
        return ByteReader.Decimal((ulong)mantissa, decimals);
    }

    /// <summary>What the block has told of a name so far.</summary>
    private struct Slot
    {
        public NameTable.Name Name;
        public long LastId;
        public PricePrediction Price;
    }
}
