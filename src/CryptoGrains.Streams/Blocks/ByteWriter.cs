using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CryptoGrains.Streams.Blocks;

/// <summary>Writes the parts of a record. The caller has made sure of <see cref="BlockLimits.MaxRecordBytes"/> of room.</summary>
internal ref struct ByteWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _bytes[..Position];

    public void Byte(byte value) => _bytes[Position++] = value;

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes[Position..], (ushort)value);
        Position += sizeof(ushort);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_bytes[Position..]);
        Position += value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes[Position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Position++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ZigZag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void WideDecimal(decimal value)
    {
        Span<int> words = stackalloc int[4];
        decimal.GetBits(value, words);
        foreach (var word in words)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[Position..], word);
            Position += sizeof(int);
        }
    }
}
