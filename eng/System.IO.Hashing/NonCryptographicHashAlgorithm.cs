namespace System.IO.Hashing;

/// <summary>
/// A checksum that is fed piece by piece. Azure's storage SDK derives its own CRC from this class and calls the members here;
/// they mean what those of the package's class mean.
/// </summary>
public abstract class NonCryptographicHashAlgorithm
{
    private const int ReadAtOnce = 81_920;

    /// <summary>Makes a checksum of a length.</summary>
    /// <param name="hashLengthInBytes">How many bytes the checksum has, at least one.</param>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>How many bytes the checksum has.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Takes in the next bytes.</summary>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Starts over, as if nothing had been taken in.</summary>
    public abstract void Reset();

    /// <summary>Writes the checksum of what was taken in so far, without starting over.</summary>
    /// <param name="destination">Exactly <see cref="HashLengthInBytes"/> bytes.</param>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>Takes in the next bytes.</summary>
    public void Append(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Append(source.AsSpan());
    }

    /// <summary>Takes in a stream from where it stands to its end.</summary>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[ReadAtOnce];
        while (stream.Read(buffer) is > 0 and var read)
            Append(buffer.AsSpan(0, read));
    }

    /// <summary>Takes in a stream from where it stands to its end.</summary>
    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[ReadAtOnce];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            Append(buffer.AsSpan(0, read));
    }

    /// <summary>The checksum of what was taken in so far.</summary>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>Writes the checksum of what was taken in so far.</summary>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="ArgumentException">The destination is shorter than that.</exception>
    public int GetCurrentHash(Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes)
        {
            throw new ArgumentException(
                $"The checksum has {HashLengthInBytes} bytes, and there is room for {destination.Length}.", nameof(destination));
        }

        GetCurrentHashCore(destination[..HashLengthInBytes]);
        return HashLengthInBytes;
    }
}
