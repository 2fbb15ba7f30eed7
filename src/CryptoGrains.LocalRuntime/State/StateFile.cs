using System.Buffers.Binary;
using System.Text;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// The file of one state. Little endian: the letters <c>CGS1</c>, the CRC-32C of all that follows (4 bytes), the version (8), the
/// length of the name (4) and of the content (4), the name in UTF-8, the content.
/// </summary>
internal static class StateFile
{
    private const int HeaderLength = 24;

    private static ReadOnlySpan<byte> Magic => "CGS1"u8;

    /// <summary>The state in a file; null where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is torn, damaged or of another state: the sentence says where and
    /// how.</exception>
    public static StoredState? Read(string path, StateKey key)
    {
        if (!File.Exists(path))
            return null;

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderLength || !bytes.AsSpan().StartsWith(Magic))
            throw new InvalidDataException($"{path} is no state file: its first {HeaderLength} bytes are not those of one.");

        var nameLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16));
        var contentLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20));
        var length = HeaderLength + (long)nameLength + contentLength;
        if (bytes.Length != length)
            throw new InvalidDataException($"{path} is torn: it has {bytes.Length} bytes in place of {length}.");

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        if (crc != Crc32C.Of(bytes.AsSpan(8)))
            throw new InvalidDataException($"{path} is damaged: its checksum does not fit its content.");

        var name = Encoding.UTF8.GetString(bytes.AsSpan(HeaderLength, (int)nameLength));
        if (name != key.ToString())
            throw new InvalidDataException($"{path} holds {name}, not {key}.");

        var version = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8));
        return new StoredState(version, bytes.AsMemory(HeaderLength + (int)nameLength));
    }

    /// <summary>The version of the state in a file; 0 where there is no whole header.</summary>
    public static long ReadVersion(string path)
    {
        if (!File.Exists(path))
            return 0;

        using var file = File.OpenHandle(path);
        Span<byte> header = stackalloc byte[HeaderLength];
        return RandomAccess.Read(file, header, 0) == HeaderLength ? BinaryPrimitives.ReadInt64LittleEndian(header[8..]) : 0;
    }

    /// <summary>Puts a state in place of the one in the file, whole or not at all.</summary>
    /// <param name="path">The file. Its folder must be there.</param>
    /// <param name="key">Which state it is.</param>
    /// <param name="state">The state.</param>
    /// <param name="flush">Whether its bytes must have reached the disk before it takes the old one's place.</param>
    public static void Write(string path, StateKey key, StoredState state, bool flush)
    {
        var name = Encoding.UTF8.GetBytes(key.ToString());
        var head = new byte[HeaderLength + name.Length];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), state.Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(20), state.Content.Length);
        name.CopyTo(head.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), Crc32C.Of(state.Content.Span, Crc32C.Of(head.AsSpan(8))));

        // One name for all attempts: what a crash leaves behind is overwritten by the next write.
        var beside = path + ".new";
        using (var file = File.OpenHandle(beside, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, [head, state.Content], 0);
            if (flush)
                RandomAccess.FlushToDisk(file);
        }

        File.Move(beside, path, overwrite: true);
    }
}
