using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class BitPackedRunReaderTests
{
    [Theory]
    [InlineData("", 3, 1, "variable-length")]
    [InlineData("02", 3, 1, "inside a run of one repeated value")]
    [InlineData("0209", 3, 1, "repeats 9, which has more than 3 bits")]
    [InlineData("0388C6", 3, 8, "can't hold 8 values")]
    [InlineData("0588C6FA", 3, 9, "can't hold")]
    [InlineData("0788C6FA", 3, 17, "can't hold")]
    [InlineData("0200", 33, 1, "33 bits")]
    public void Damage_is_named(string hex, int bitWidth, int count, string what)
    {
        var thrown = Assert.Throws<InvalidDataException>(() => Read(hex, bitWidth, count, count));
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<InvalidDataException>(() => Read(hex, bitWidth, count, 1));
    }

    [Fact]
    public void A_last_group_that_is_not_filled_up_is_read() => Assert.Equal([0, 1, 2, 3, 4], Read("0388C6", 3, 5, 2));

    [Fact]
    public void Without_bits_all_values_are_zero() => Assert.Equal([0, 0, 0], Read("", 0, 3, 3));

    [Fact]
    public void Runs_of_nothing_are_passed_over() => Assert.Equal([5, 5], Read("0000010405", 3, 2, 2));

    [Fact]
    public void Any_bytes_give_a_result_or_are_refused() =>
        Prop.ForAll(
            Samples.Hostile, Gen.Choose(0, 32).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(),
            (bytes, bitWidth, piece) =>
            {
                var into = new int[1000];
                return Hostility.IsHarmless(
                    () =>
                    {
                        var reader = new BitPackedRunReader(bytes, bitWidth);
                        for (var at = 0; at < into.Length; at += piece)
                            reader.Read(into.AsSpan(at, Math.Min(piece, into.Length - at)));
                    },
                    allowed: 0);
            }).QuickCheckThrowOnFailure();

    private static int[] Read(string hex, int bitWidth, int count, int piece)
    {
        var values = new int[count];
        var reader = new BitPackedRunReader(Convert.FromHexString(hex), bitWidth);
        for (var at = 0; at < count; at += piece)
            reader.Read(values.AsSpan(at, Math.Min(piece, count - at)));
        return values;
    }
}
