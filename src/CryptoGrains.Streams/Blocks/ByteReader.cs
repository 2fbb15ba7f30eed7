using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CryptoGrains.Streams.Blocks;

/// <summary>Reads the parts of a record from a block's body, never past its end.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool AtEnd => _position == _bytes.Length;

    public byte Byte()
    {
        if ((uint)_position >= (uint)_bytes.Length)
            Throw();
        return _bytes[_position++];
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)));

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _position))
            Throw();
        var part = _bytes.Slice(_position, count);
        _position += count;
        return part;
    }

    /// <summary>LEB128: seven bits a byte, the lowest first, the high bit set on all but the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        var position = _position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            _position = position + 1;
            return _bytes[position];
        }

        return LongVarint();
    }

    /// <summary>A signed number: 0, -1, 1, -2 … are written as 0, 1, 2, 3 ….</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number with these decimals, or a wide one where they say <see cref="RecordTag.Wide"/>.</summary>
    public decimal Decimal(int decimals) => decimals == RecordTag.Wide ? WideDecimal() : Decimal(Varint(), decimals);

    public static decimal Decimal(ulong mantissa, int decimals) =>
        new((int)mantissa, (int)(mantissa >> 32), hi: 0, isNegative: false, (byte)decimals);

    /// <summary>A number too wide for digits and decimals: the four words of a <see cref="decimal"/>, flags last.</summary>
    public decimal WideDecimal()
    {
        var source = Bytes(4 * sizeof(int));
        Span<int> words = stackalloc int[4];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadInt32LittleEndian(source[(i * sizeof(int))..]);

        const int scaleAndSign = 0x00FF0000 | int.MinValue;
        if ((words[3] & ~scaleAndSign) != 0 || ((words[3] >> 16) & 0xFF) > 28)
            throw new InvalidDataException("a wide number is not a decimal");
        return new decimal(words);
    }

    [DoesNotReturn]
    private static void Throw() => throw new InvalidDataException("a record goes past the end of its bytes");

    private ulong LongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("a number is longer than 64 bits");
    }
}
