using System.Text;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Thrift;

/// <summary>
/// Reads Thrift's compact protocol. A structure is read with a loop over <see cref="NextField"/>; a field that is not known is
/// passed over. Nothing is allocated for what the bytes can't hold.
/// </summary>
/// <param name="bytes">The bytes; more may follow what is read.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>How deep structures that are passed over may lie in each other.</summary>
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>How many bytes are read.</summary>
    public readonly int Consumed => _at;

    /// <summary>Goes to the next field of a structure.</summary>
    /// <param name="id">The field before, 0 at first; then this one.</param>
    /// <param name="type">Its type.</param>
    /// <returns>False at the structure's end.</returns>
    public bool NextField(scoped ref int id, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 0x0f);
        if (type == ThriftType.Stop)
            return false;

        var step = header >> 4;
        id = step == 0 ? (short)Varint.ReadZigZag(_bytes, ref _at) : id + step;
        return true;
    }

    /// <summary>A field's number of 8, 16, 32 or 64 bits.</summary>
    public long ReadNumber(ThriftType type) => type switch
    {
        ThriftType.I8 => (sbyte)ReadByte(),
        ThriftType.I16 or ThriftType.I32 or ThriftType.I64 => Varint.ReadZigZag(_bytes, ref _at),
        _ => throw Unexpected(type, "a number"),
    };

    /// <summary>A field's number that must fit into 32 bits.</summary>
    public int ReadInt(ThriftType type)
    {
        var value = ReadNumber(type);
        if (value is < int.MinValue or > int.MaxValue)
            throw new InvalidDataException($"A number of 32 bits is {value}.");

        return (int)value;
    }

    /// <summary>A field's number that must not be negative.</summary>
    public int ReadCount(ThriftType type, string what)
    {
        var value = ReadNumber(type);
        if (value is < 0 or > int.MaxValue)
            throw new InvalidDataException($"{what} is {value}.");

        return (int)value;
    }

    /// <summary>A field's truth value.</summary>
    public static bool ReadBool(ThriftType type) => type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Unexpected(type, "a truth value"),
    };

    /// <summary>A field's bytes.</summary>
    public ReadOnlySpan<byte> ReadBinary(ThriftType type)
    {
        if (type != ThriftType.Binary)
            throw Unexpected(type, "bytes");

        return Take(Varint.ReadInt(_bytes, ref _at, "The length of a byte string", _bytes.Length - _at));
    }

    /// <summary>A field's text. What is no UTF-8 in it is replaced.</summary>
    public string ReadString(ThriftType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>The beginning of a field's list.</summary>
    /// <param name="type">The field's type.</param>
    /// <param name="element">The type of the elements.</param>
    /// <returns>Their number: not more than there are bytes left.</returns>
    public int ReadList(ThriftType type, out ThriftType element)
    {
        if (type is not (ThriftType.List or ThriftType.Set))
            throw Unexpected(type, "a list");

        var header = ReadByte();
        element = (ThriftType)(header & 0x0f);
        var count = header >> 4;
        return count < 15 ? CheckedCount(count) : Varint.ReadInt(_bytes, ref _at, "The length of a list", _bytes.Length - _at);
    }

    /// <summary>The beginning of a field's list of structures.</summary>
    /// <inheritdoc cref="ReadList"/>
    public int ReadStructs(ThriftType type)
    {
        var count = ReadList(type, out var element);
        if (count > 0 && element != ThriftType.Struct)
            throw Unexpected(element, "a structure");

        return count;
    }

    /// <summary>Makes sure that a field is a structure, whose fields come next.</summary>
    public static void ExpectStruct(ThriftType type)
    {
        if (type != ThriftType.Struct)
            throw Unexpected(type, "a structure");
    }

    /// <summary>Passes over a field.</summary>
    public void Skip(ThriftType type) => Skip(type, inList: false, 0);

    private void Skip(ThriftType type, bool inList, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"Structures lie more than {MaxDepth} deep in each other.");

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                if (inList)
                    ReadByte();
                break;
            case ThriftType.I8:
                ReadByte();
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                Varint.Read(_bytes, ref _at);
                break;
            case ThriftType.Double:
                Take(sizeof(double));
                break;
            case ThriftType.Uuid:
                Take(16);
                break;
            case ThriftType.Binary:
                ReadBinary(type);
                break;
            case ThriftType.List or ThriftType.Set:
                for (var left = ReadList(type, out var element); left > 0; left--)
                    Skip(element, inList: true, depth + 1);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                var id = 0;
                while (NextField(ref id, out var field))
                    Skip(field, inList: false, depth + 1);
                break;
            default:
                throw Unexpected(type, "a type of the compact protocol");
        }
    }

    private void SkipMap(int depth)
    {
        var count = Varint.ReadInt(_bytes, ref _at, "The length of a map", _bytes.Length - _at);
        if (count == 0)
            return;

        var types = ReadByte();
        for (; count > 0; count--)
        {
            Skip((ThriftType)(types >> 4), inList: true, depth + 1);
            Skip((ThriftType)(types & 0x0f), inList: true, depth + 1);
        }
    }

    private readonly int CheckedCount(int count) => count <= _bytes.Length - _at
        ? count
        : throw new InvalidDataException($"A list has {count} elements, where {_bytes.Length - _at} bytes are left.");

    private byte ReadByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
            throw new InvalidDataException("The bytes end inside a structure.");

        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    private static InvalidDataException Unexpected(ThriftType type, string expected) =>
        new($"A field has the type {type}, where {expected} is expected.");
}
