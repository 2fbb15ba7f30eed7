using System.Buffers;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>DELTA_LENGTH_BYTE_ARRAY: the lengths of the byte arrays, delta-encoded, then the bytes of all of them.</summary>
internal static class DeltaLengthByteArray
{
    /// <summary>Decodes byte arrays.</summary>
    /// <param name="bytes">The encoded arrays; more may follow them.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="into">What they are added to.</param>
    /// <returns>How many bytes they took.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged, or hold another number of arrays.</exception>
    public static int Decode(ReadOnlySpan<byte> bytes, int count, ByteArrays into)
    {
        var lengths = RentLengths(bytes, count, out var at);
        try
        {
            into.Reserve(count);
            foreach (var length in lengths.AsSpan(0, count))
                into.Add(Take(bytes, ref at, length));
            return at;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(lengths);
        }
    }

    /// <summary>Decodes lengths into an array of the shared pool.</summary>
    /// <param name="bytes">The encoded lengths; more may follow them.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="consumed">How many bytes they took.</param>
    /// <returns>An array to give back, which has room for more than the lengths.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged, or hold another number of lengths.</exception>
    public static int[] RentLengths(ReadOnlySpan<byte> bytes, int count, out int consumed)
    {
        // Before so much memory is taken: what the bytes say of themselves must agree.
        var said = DeltaBinaryPacked.CountOf(bytes);
        if (said != count)
            throw new InvalidDataException($"There are {said} lengths of byte arrays, where {count} are expected.");

        var lengths = ArrayPool<int>.Shared.Rent(count);
        try
        {
            consumed = DeltaBinaryPacked.Decode(bytes, lengths.AsSpan(0, count));
            return lengths;
        }
        catch (InvalidDataException)
        {
            ArrayPool<int>.Shared.Return(lengths);
            throw;
        }
    }

    /// <summary>The bytes of an array, which must be there.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int at, int length)
    {
        if ((uint)length > (uint)(bytes.Length - at))
            throw new InvalidDataException($"A byte array has {length} bytes, where {bytes.Length - at} are left.");

        var taken = bytes.Slice(at, length);
        at += length;
        return taken;
    }
}
