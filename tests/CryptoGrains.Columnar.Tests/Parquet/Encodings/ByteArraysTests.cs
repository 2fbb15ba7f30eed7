using System.Text;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class ByteArraysTests
{
    [Fact]
    public void Arrays_are_kept_one_by_one()
    {
        var arrays = new ByteArrays();
        arrays.Add("one"u8);
        arrays.Add([]);
        arrays.Add(0, "twofold"u8);
        arrays.Add(3, " times"u8);

        Assert.Equal(["one", "", "twofold", "two times"], Texts(arrays));
        Assert.Equal(19, arrays.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => arrays[4].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => arrays[-1].Length);
    }

    [Fact]
    public void What_is_cleared_is_gone()
    {
        var arrays = new ByteArrays();
        arrays.Add("one"u8);
        arrays.Clear();
        arrays.Add("two"u8);

        Assert.Equal(["two"], Texts(arrays));
    }

    [Fact]
    public void More_than_the_limit_is_refused()
    {
        var arrays = new ByteArrays(limit: 8);
        arrays.Add("12345678"u8);

        var thrown = Assert.Throws<InvalidDataException>(() => arrays.Add("9"u8));

        Assert.Equal("The byte arrays have 9 bytes or more; at most 8 are read at a time.", thrown.Message);
        Assert.Equal(["12345678"], Texts(arrays));
    }

    [Fact]
    public void More_than_there_is_can_not_be_shared()
    {
        var arrays = new ByteArrays();
        arrays.Add("abc"u8);

        var thrown = Assert.Throws<InvalidDataException>(() => arrays.Add(4, "d"u8));

        Assert.Equal("A byte array begins with 4 bytes of the one before, which has 3.", thrown.Message);
        _ = Assert.Throws<InvalidDataException>(() => arrays.Add(-1, "d"u8));
    }

    private static IEnumerable<string> Texts(ByteArrays arrays) =>
        Enumerable.Range(0, arrays.Count).Select(index => Encoding.UTF8.GetString(arrays[index]));
}
