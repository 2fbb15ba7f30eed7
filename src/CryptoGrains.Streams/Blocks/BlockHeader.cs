using System.Buffers.Binary;

namespace CryptoGrains.Streams.Blocks;

/// <summary>The fixed head of a block: where its records belong, how long it is, and what proves both.</summary>
/// <param name="BodyLength">The bytes that follow the header.</param>
/// <param name="FirstOffset">The offset of the first record; the others follow without a hole.</param>
/// <param name="Count">The number of records, 1 to <see cref="BlockLimits.MaxRecords"/>.</param>
/// <param name="AppendTime">When it was written, in microseconds since the Unix epoch.</param>
/// <param name="BodyChecksum">The <see cref="Checksum"/> of the body.</param>
internal readonly record struct BlockHeader(int BodyLength, long FirstOffset, int Count, long AppendTime, uint BodyChecksum)
{
    /// <summary>The bytes of a header.</summary>
    public const int Size = 36;

    /// <summary>"CGB" and the version of the format, as bytes in this order.</summary>
    public const uint Magic = 'C' | ('G' << 8) | ('B' << 16) | (1 << 24);

    /// <summary>The offset after the last record.</summary>
    public long NextOffset => FirstOffset + Count;

    /// <summary>The bytes of the whole block.</summary>
    public int BlockLength => Size + BodyLength;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], BodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], FirstOffset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[20..], AppendTime);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], BodyChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], Checksum.Of(bytes[..32]));
    }

    /// <summary>Reads a header.</summary>
    /// <returns>Whether these bytes are one: the magic, its own checksum and every limit hold.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out BlockHeader header)
    {
        header = default;
        if (bytes.Length < Size
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]) != Checksum.Of(bytes[..32]))
        {
            return false;
        }

        header = new BlockHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]));
        return header.BodyLength is > 0 and <= BlockLimits.MaxBodyBytes
            && header.Count is > 0 and <= BlockLimits.MaxRecords
            && header.FirstOffset >= 0;
    }
}
