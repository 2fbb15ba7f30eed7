using System.Text;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Thrift;

/// <summary>Writes Thrift's compact protocol. Fields are written in the order of their numbers.</summary>
/// <param name="into">Where the bytes go.</param>
internal sealed class ThriftWriter(ByteBuffer into)
{
    /// <summary>The fields written last of the structures that are open: the deepest of a file lie six deep in each other.</summary>
    private readonly int[] _outer = new int[8];
    private int _depth;
    private int _last;

    /// <summary>Begins a structure that is a field.</summary>
    public void BeginStruct(int id)
    {
        Field(id, ThriftType.Struct);
        BeginElement();
    }

    /// <summary>Begins a structure that is an element of a list, or the outermost.</summary>
    public void BeginElement()
    {
        _outer[_depth++] = _last;
        _last = 0;
    }

    /// <summary>Ends the structure that was begun last.</summary>
    public void EndStruct()
    {
        into.WriteByte((byte)ThriftType.Stop);
        _last = _outer[--_depth];
    }

    /// <summary>Writes a structure without fields.</summary>
    public void EmptyStruct(int id)
    {
        BeginStruct(id);
        EndStruct();
    }

    /// <summary>Writes a number of 16 bits.</summary>
    public void I16(int id, short value)
    {
        Field(id, ThriftType.I16);
        Varint.WriteZigZag(value, into);
    }

    /// <summary>Writes a number of 32 bits.</summary>
    public void I32(int id, int value)
    {
        Field(id, ThriftType.I32);
        Varint.WriteZigZag(value, into);
    }

    /// <summary>Writes a number of 64 bits.</summary>
    public void I64(int id, long value)
    {
        Field(id, ThriftType.I64);
        Varint.WriteZigZag(value, into);
    }

    /// <summary>Writes a truth value.</summary>
    public void Bool(int id, bool value) => Field(id, value ? ThriftType.True : ThriftType.False);

    /// <summary>Writes bytes.</summary>
    public void Binary(int id, ReadOnlySpan<byte> value)
    {
        Field(id, ThriftType.Binary);
        Varint.Write((ulong)value.Length, into);
        into.Write(value);
    }

    /// <summary>Writes text.</summary>
    public void String(int id, string value)
    {
        Field(id, ThriftType.Binary);
        StringElement(value);
    }

    /// <summary>Writes the beginning of a list, whose elements come next.</summary>
    public void BeginList(int id, ThriftType element, int count)
    {
        Field(id, ThriftType.List);
        if (count < 15)
        {
            into.WriteByte((byte)(count << 4 | (int)element));
            return;
        }

        into.WriteByte((byte)(0xf0 | (int)element));
        Varint.Write((ulong)count, into);
    }

    /// <summary>Writes a number that is an element of a list.</summary>
    public void I32Element(int value) => Varint.WriteZigZag(value, into);

    /// <summary>Writes a text that is an element of a list.</summary>
    public void StringElement(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Varint.Write((ulong)length, into);
        Encoding.UTF8.GetBytes(value, into.GetSpan(length));
        into.Advance(length);
    }

    private void Field(int id, ThriftType type)
    {
        var step = id - _last;
        if (step is > 0 and < 16)
        {
            into.WriteByte((byte)(step << 4 | (int)type));
        }
        else
        {
            into.WriteByte((byte)type);
            Varint.WriteZigZag(id, into);
        }

        _last = id;
    }
}
