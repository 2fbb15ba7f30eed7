using CryptoGrains.Columnar.Parquet.Pages;
using CryptoGrains.Columnar.Parquet.Thrift;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Thrift;

public sealed class ThriftReaderTests
{
    [Fact]
    public void What_is_written_is_read_and_the_rest_is_passed_over()
    {
        var bytes = new ByteBuffer();
        var writer = new ThriftWriter(bytes);
        writer.BeginElement();
        writer.I32(1, int.MinValue);
        writer.Bool(2, true);
        writer.BeginStruct(40);
        writer.String(1, "inside");
        writer.EndStruct();
        writer.BeginList(41, ThriftType.I32, 20);
        for (var i = 0; i < 20; i++)
            writer.I32Element(i);
        writer.I64(300, long.MaxValue);
        writer.EndStruct();

        var reader = new ThriftReader(bytes.Written);
        var id = 0;
        List<string> read = [];
        while (reader.NextField(ref id, out var type))
        {
            if (type is ThriftType.I32 or ThriftType.I64)
                read.Add($"{id}={reader.ReadNumber(type)}");
            else if (id == 2)
                read.Add($"{id}={ThriftReader.ReadBool(type)}");
            else
                reader.Skip(type);
        }

        Assert.Equal(["1=-2147483648", "2=True", "300=9223372036854775807"], read);
        Assert.Equal(bytes.Length, reader.Consumed);
    }

    [Fact]
    public void Structures_that_lie_too_deep_in_each_other_are_refused() =>
        Assert.Throws<InvalidDataException>(() => SkipStruct([.. Enumerable.Repeat((byte)0x1c, 100_000)]));

    [Fact]
    public void Lists_and_texts_longer_than_the_bytes_are_refused()
    {
        // A list of 2^28 empty structures; a text of 2^28 bytes.
        Assert.Throws<InvalidDataException>(() => SkipStruct([0x19, 0xfc, 0x80, 0x80, 0x80, 0x80, 0x01, 0, 0, 0]));
        Assert.Throws<InvalidDataException>(() => SkipStruct([0x18, 0x80, 0x80, 0x80, 0x80, 0x01, 0, 0, 0]));
    }

    [Fact]
    public void Any_bytes_are_passed_over_or_refused() => Prop.ForAll(
        Samples.Hostile, bytes => Hostility.IsHarmless(() => SkipStruct(bytes), 0)).QuickCheckThrowOnFailure();

    private static void SkipStruct(byte[] bytes)
    {
        var reader = new ThriftReader(bytes);
        reader.Skip(ThriftType.Struct);
    }
}
