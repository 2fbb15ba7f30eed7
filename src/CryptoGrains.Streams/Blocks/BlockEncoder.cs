using System.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Streams.Blocks;

/// <summary>Writes records into blocks, one behind the other in a buffer. Not safe for more than one thread.</summary>
/// <remarks>
/// A block stands alone: names and differences start over in each, so that one that can't be read costs no other.
/// docs/formats/trade-log.md describes the bytes.
/// </remarks>
internal sealed class BlockEncoder
{
    private const int MaxKnownNames = 65_536;

    private readonly Dictionary<string, Slot> _slots = new();
    private byte[] _buffer = new byte[64 * 1024];
    private int _blockStart = -1;
    private int _length;
    private int _count;
    private int _blockNumber;
    private int _namesInBlock;
    private long _firstOffset;
    private long _appendTime;
    private long _lastTime;
    private long _lastDelay;
    private Slot? _lastSlot;

    /// <summary>The sealed blocks.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>How many bytes are written, the open block's among them.</summary>
    public int Length => _length;

    /// <summary>Forgets what is written, and an open block too.</summary>
    public void Clear()
    {
        _length = 0;
        _blockStart = -1;
    }

    /// <summary>Adds records whose offsets follow <paramref name="firstOffset"/>, the one after the last that was added.</summary>
    public void Add(ReadOnlySpan<LogEntry> entries, long firstOffset, long appendTime)
    {
        foreach (ref readonly var entry in entries)
        {
            if (_blockStart < 0)
                Begin(firstOffset, appendTime);

            if (_buffer.Length - _length < BlockLimits.MaxRecordBytes)
                Array.Resize(ref _buffer, _buffer.Length * 2);

            var writer = new ByteWriter(_buffer.AsSpan(_length));
            Write(ref writer, in entry);
            _length += writer.Position;
            firstOffset++;
            if (++_count == BlockLimits.MaxRecords)
                Seal();
        }
    }

    /// <summary>Ends the open block, if there is one.</summary>
    public void Seal()
    {
        if (_blockStart < 0)
            return;

        var body = _buffer.AsSpan(_blockStart + BlockHeader.Size, _length - _blockStart - BlockHeader.Size);
        new BlockHeader(body.Length, _firstOffset, _count, _appendTime, Checksum.Of(body)).Write(_buffer.AsSpan(_blockStart));
        _blockStart = -1;
    }

    private void Begin(long firstOffset, long appendTime)
    {
        if (_slots.Count > MaxKnownNames)
            _slots.Clear();
        if (_buffer.Length - _length < BlockHeader.Size)
            Array.Resize(ref _buffer, _buffer.Length * 2);

        _blockStart = _length;
        _length += BlockHeader.Size;
        _firstOffset = firstOffset;
        _appendTime = appendTime;
        _lastTime = appendTime;
        _lastDelay = 0;
        _lastSlot = null;
        _count = 0;
        _namesInBlock = 0;
        _blockNumber++;
    }

    private void Write(ref ByteWriter writer, in LogEntry entry)
    {
        var trade = entry.Trade;
        var slot = SlotOf(entry.ClockVenue ?? trade.Instrument.Name);
        var tag = ReferenceEquals(slot, _lastSlot) ? RecordTag.SameName : 0;
        if (entry.IsClock)
        {
            writer.UInt16(tag | RecordTag.Clock);
            WriteName(ref writer, slot);
            WriteTime(ref writer, trade.EventTime);
            return;
        }

        if (trade.TakerSide == TakerSide.Sell)
            tag |= RecordTag.Sell;
        if (trade.Id == unchecked(slot.LastId + 1))
            tag |= RecordTag.NextId;
        var delay = unchecked(trade.ReceiveTime.Microseconds - trade.EventTime.Microseconds);
        if (delay == _lastDelay)
            tag |= RecordTag.SameDelay;
        var priceDecimals = RecordTag.DecimalsOf(trade.Price, out var price);
        var quantityDecimals = RecordTag.DecimalsOf(trade.Quantity, out var quantity);
        tag |= (priceDecimals << RecordTag.PriceShift) | (quantityDecimals << RecordTag.QuantityShift);

        writer.UInt16(tag);
        WriteName(ref writer, slot);
        WriteTime(ref writer, trade.EventTime);
        if ((tag & RecordTag.SameDelay) == 0)
            writer.ZigZag(unchecked(delay - _lastDelay));
        if ((tag & RecordTag.NextId) == 0)
            writer.ZigZag(unchecked(trade.Id - slot.LastId));
        if (priceDecimals == RecordTag.Wide)
        {
            writer.WideDecimal(trade.Price);
        }
        else
        {
            writer.ZigZag(unchecked(price - slot.Price.At(priceDecimals)));
            slot.Price.Set(price, priceDecimals);
        }

        if (quantityDecimals == RecordTag.Wide)
            writer.WideDecimal(trade.Quantity);
        else
            writer.Varint((ulong)quantity);

        _lastDelay = delay;
        slot.LastId = trade.Id;
    }

    private void WriteTime(ref ByteWriter writer, Timestamp time)
    {
        writer.ZigZag(unchecked(time.Microseconds - _lastTime));
        _lastTime = time.Microseconds;
    }

    private void WriteName(ref ByteWriter writer, Slot slot)
    {
        if (ReferenceEquals(slot, _lastSlot))
            return;

        _lastSlot = slot;
        writer.Varint((ulong)slot.Number);
        if (!slot.IsNew)
            return;

        slot.IsNew = false;
        writer.Byte((byte)slot.Utf8.Length);
        writer.Bytes(slot.Utf8);
    }

    private Slot SlotOf(string name)
    {
        var slot = _lastSlot;
        if (slot is not null && ReferenceEquals(slot.Name, name))
            return slot;

        if (!_slots.TryGetValue(name, out slot))
        {
            slot = new Slot(name);
            _slots.Add(name, slot);
        }

        if (slot.BlockNumber != _blockNumber)
            slot.Reset(_blockNumber, _namesInBlock++);
        return slot;
    }

    /// <summary>What the open block knows of a name.</summary>
    private sealed class Slot(string name)
    {
        public string Name { get; } = name;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

        public int BlockNumber { get; private set; }

        public int Number { get; private set; }

        public bool IsNew { get; set; }

        public long LastId { get; set; }

        public PricePrediction Price;

        public void Reset(int blockNumber, int number)
        {
            BlockNumber = blockNumber;
            Number = number;
            IsNew = true;
            LastId = 0;
            Price = default;
        }
    }
}
