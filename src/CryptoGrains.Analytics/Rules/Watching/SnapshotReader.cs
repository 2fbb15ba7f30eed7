namespace CryptoGrains.Analytics.Rules;

/// <summary>Reads what a <see cref="SnapshotWriter"/> wrote.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private const byte Format = 1;

    private readonly BinaryReader _reader;

    /// <summary>Begins to read.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public SnapshotReader(ReadOnlyMemory<byte> bytes)
    {
        _reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false));
        if (bytes.IsEmpty || _reader.ReadByte() is var format && format != Format)
            throw new InvalidDataException($"The snapshot's format is {(bytes.IsEmpty ? "missing" : bytes.Span[0])}; this program reads {Format}.");
    }

    public int ReadCount()
    {
        var count = Checked(reader => reader.Read7BitEncodedInt());
        return count >= 0 ? count : throw new InvalidDataException($"The snapshot has {count} of something.");
    }

    public string ReadText() => Checked(reader => reader.ReadString());

    public byte[] ReadBytes()
    {
        var length = ReadCount();
        var bytes = length <= _reader.BaseStream.Length - _reader.BaseStream.Position ? _reader.ReadBytes(length) : [];
        return bytes.Length == length ? bytes : throw new InvalidDataException("The snapshot ends in the middle of a part.");
    }

    public void Dispose() => _reader.Dispose();

    private T Checked<T>(Func<BinaryReader, T> read)
    {
        try
        {
            return read(_reader);
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("The snapshot ends in the middle of a part.", damaged);
        }
    }
}
