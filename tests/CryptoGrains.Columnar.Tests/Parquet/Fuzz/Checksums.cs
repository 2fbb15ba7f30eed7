using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Pages;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Tests.Parquet.Fuzz;

/// <summary>Makes the checksums of damaged pages right again, so that the damage is met further in.</summary>
internal static class Checksums
{
    private const int Tail = 8;

    /// <summary>Mends the checksums of a file's pages, as far as they are found.</summary>
    public static void Mend(Span<byte> file)
    {
        if (file.Length < Tail)
            return;

        var foot = BinaryPrimitives.ReadUInt32LittleEndian(file[^Tail..]);
        if (foot > file.Length - Tail)
            return;

        try
        {
            foreach (var group in FooterReader.Read(file.Slice(file.Length - Tail - (int)foot, (int)foot)).RowGroups)
            {
                foreach (var chunk in group.Chunks)
                {
                    if (chunk.Offset >= 0 && chunk.CompressedLength >= 0 && chunk.Offset < file.Length - chunk.CompressedLength)
                        MendPages(file.Slice((int)chunk.Offset, (int)chunk.CompressedLength));
                }
            }
        }
        catch (InvalidDataException)
        {
            // What comes after the damage is left as it is.
        }
    }

    private static void MendPages(Span<byte> chunk)
    {
        Span<byte> before = stackalloc byte[10];
        Span<byte> after = stackalloc byte[10];
        while (!chunk.IsEmpty)
        {
            var reader = new ThriftReader(chunk);
            var header = PageHeaderFormat.Read(ref reader);
            var length = reader.Consumed;
            if (header.CompressedLength > chunk.Length - length)
                return;

            if (header.Crc is { } said)
            {
                var old = before[..Varint.Write(ZigZag(said), before)];
                var mended = after[..Varint.Write(ZigZag(Crc32.Of(chunk.Slice(length, header.CompressedLength))), after)];
                var at = chunk[..length].IndexOf(old);
                if (at >= 0 && mended.Length == old.Length)
                    mended.CopyTo(chunk[at..]);
            }

            chunk = chunk[(length + header.CompressedLength)..];
        }
    }

    private static ulong ZigZag(uint crc) => (uint)((int)crc << 1 ^ (int)crc >> 31);
}
