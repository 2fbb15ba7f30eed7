namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>
/// Reads the RLE/bit-packing hybrid: runs of one repeated value mixed with runs of bit-packed values. Levels and places in
/// a dictionary come so.
/// </summary>
/// <param name="bytes">The runs, without the length or the bit width that may stand before them.</param>
/// <param name="bitWidth">The bits of a value, 0 to 32. Of 32 bits, the values are the unsigned ones' bits.</param>
internal ref struct BitPackedRunReader(ReadOnlySpan<byte> bytes, int bitWidth)
{
    /// <summary>The values of a group: packed runs have whole groups.</summary>
    private const int Group = 8;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _bitWidth = bitWidth is >= 0 and <= 32
        ? bitWidth
        : throw new InvalidDataException($"Values of {bitWidth} bits can't be: 0 to 32 bits can.");

    /// <summary>Behind the run that is being read.</summary>
    private int _at;
    private int _repeated;
    private long _repeatsLeft;
    private int _packedAt;
    private long _packedRead;
    private long _packedLeft;

    /// <summary>Reads as many values as are asked for.</summary>
    /// <exception cref="InvalidDataException">There are not so many, or they are damaged.</exception>
    public void Read(scoped Span<int> into)
    {
        // With no bits there is but one value, and writers differ in whether they write runs of it.
        if (_bitWidth == 0)
        {
            into.Clear();
            return;
        }

        while (!into.IsEmpty)
        {
            int count;
            if (_repeatsLeft > 0)
            {
                count = (int)Math.Min(_repeatsLeft, into.Length);
                into[..count].Fill(_repeated);
                _repeatsLeft -= count;
            }
            else if (_packedLeft > 0)
            {
                count = ReadPacked(into[..(int)Math.Min(_packedLeft, into.Length)]);
                _packedRead += count;
                _packedLeft -= count;
            }
            else
            {
                ReadRun();
                continue;
            }

            into = into[count..];
        }
    }

    private void ReadRun()
    {
        var header = Varint.ReadInt(_bytes, ref _at, "The header of a run");
        if ((header & 1) == 0)
        {
            _repeatsLeft = header >> 1;
            _repeated = ReadRepeated();
            return;
        }

        // A run may end behind the bytes: some writers leave out what fills up its last group of eight. What is not there
        // is found out when it is asked for.
        var groups = (long)(header >> 1);
        _packedLeft = groups * Group;
        _packedAt = _at;
        _packedRead = 0;
        _at = (int)Math.Min(_bytes.Length, _at + groups * _bitWidth);
    }

    private int ReadRepeated()
    {
        var length = (_bitWidth + 7) / 8;
        if (_bytes.Length - _at < length)
            throw new InvalidDataException("The bytes end inside a run of one repeated value.");

        uint value = 0;
        for (var i = 0; i < length; i++)
            value |= (uint)_bytes[_at++] << (8 * i);

        if (_bitWidth < 32 && value >> _bitWidth != 0)
            throw new InvalidDataException($"A run repeats {value}, which has more than {_bitWidth} bits.");

        return (int)value;
    }

    /// <summary>Reads packed values of a run that has as many.</summary>
    /// <returns>How many: inside a group of eight values, only those up to its end.</returns>
    private int ReadPacked(scoped Span<int> into)
    {
        var start = _packedAt + (_packedRead / Group * _bitWidth);
        if (start > _bytes.Length)
            throw new InvalidDataException("The bytes end inside a run of packed values.");

        // Only whole groups begin with a byte.
        var packed = _bytes[(int)start..];
        var skip = (int)(_packedRead % Group);
        if (skip == 0)
        {
            BitPacking.Unpack(packed, _bitWidth, into);
            return into.Length;
        }

        Span<int> group = stackalloc int[Group];
        var count = Math.Min(Group - skip, into.Length);
        BitPacking.Unpack(packed, _bitWidth, group[..(skip + count)]);
        group.Slice(skip, count).CopyTo(into);
        return count;
    }
}
