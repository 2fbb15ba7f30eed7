namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>Byte arrays one behind the other in one piece of memory.</summary>
/// <param name="limit">The most bytes that all of them may have together: some encodings make much of little.</param>
internal sealed class ByteArrays(int limit = ByteArrays.DefaultLimit)
{
    /// <summary>The most bytes where nothing else is said: 256 MiB.</summary>
    public const int DefaultLimit = 256 << 20;

    private byte[] _bytes = [];
    private int[] _ends = [];

    /// <summary>How many arrays there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes they have together.</summary>
    public int Length => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>The bytes of one of them, which are good until more are added.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>Makes room for so many more arrays.</summary>
    public void Reserve(int count)
    {
        if (_ends.Length - Count < count)
            Array.Resize(ref _ends, checked((int)Math.Max((long)Count + count, Math.Min(2L * _ends.Length, Array.MaxLength))));
    }

    /// <summary>Makes room for so many more bytes.</summary>
    /// <exception cref="InvalidDataException">It would be more than the limit.</exception>
    public void ReserveBytes(long count)
    {
        var needed = Length + count;
        if (needed > limit)
            throw new InvalidDataException($"The byte arrays have {needed} bytes or more; at most {limit} are read at a time.");

        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(limit, Math.Max(needed, 2L * _bytes.Length)));
    }

    /// <summary>Adds an array.</summary>
    /// <exception cref="InvalidDataException">It would be more than the limit.</exception>
    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(AddRoom(bytes.Length));

    /// <summary>Adds an array that begins like the one before.</summary>
    /// <param name="shared">How many bytes of the one before it begins with.</param>
    /// <param name="suffix">The bytes behind those.</param>
    /// <exception cref="InvalidDataException">The one before is not so long, or it would be more than the limit.</exception>
    public void Add(int shared, ReadOnlySpan<byte> suffix)
    {
        var before = Count == 0 ? 0 : this[Count - 1].Length;
        if ((uint)shared > (uint)before)
            throw new InvalidDataException($"A byte array begins with {shared} bytes of the one before, which has {before}.");

        var start = Length - before;
        var room = AddRoom(shared + suffix.Length);
        _bytes.AsSpan(start, shared).CopyTo(room);
        suffix.CopyTo(room[shared..]);
    }

    /// <summary>Forgets the arrays and keeps the memory.</summary>
    public void Clear() => Count = 0;

    private Span<byte> AddRoom(int length)
    {
        ReserveBytes(length);
        Reserve(1);
        var start = Length;
        _ends[Count++] = start + length;
        return _bytes.AsSpan(start, length);
    }
}
