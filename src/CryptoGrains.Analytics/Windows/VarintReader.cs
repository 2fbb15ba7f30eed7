namespace CryptoGrains.Analytics.Windows;

/// <summary>Reads what <see cref="VarintWriter"/> wrote, and nothing else.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool AtEnd => _position == _bytes.Length;

    public readonly int Remaining => _bytes.Length - _position;

    public long ReadInt64()
    {
        // Most differences fit one byte.
        var folded = _position < _bytes.Length && _bytes[_position] < 0x80 ? _bytes[_position++] : (ulong)ReadUnsigned(64);
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }

    public Int128 ReadInt128()
    {
        var folded = ReadUnsigned(128);
        return (Int128)(folded >> 1) ^ -(Int128)(folded & 1);
    }

    /// <summary>Reads a number that must lie between 0 and a limit: what a damaged snapshot could make us allocate.</summary>
    public int ReadCount(int limit)
    {
        var count = ReadInt64();
        return count >= 0 && count <= limit
            ? (int)count
            : throw new InvalidDataException($"The snapshot has {count} at byte {_position} where 0 to {limit} can stand.");
    }

    private UInt128 ReadUnsigned(int bits)
    {
        UInt128 value = 0;
        for (var shift = 0; shift < bits; shift += 7)
        {
            if (_position == _bytes.Length)
                throw new InvalidDataException($"The snapshot ends within a number, at byte {_position}.");

            var next = _bytes[_position++];
            value |= (UInt128)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException($"The snapshot has a number of more than {bits} bits before byte {_position}.");
    }
}
