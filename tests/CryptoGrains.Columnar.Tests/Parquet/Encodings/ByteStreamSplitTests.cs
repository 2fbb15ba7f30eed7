using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class ByteStreamSplitTests
{
    [Fact]
    public void Values_of_any_width_come_back() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Elements(4, 8), Gen.Choose(1, 20)).ToArbitrary(),
            Gen.Choose(0, 100).ToArbitrary(),
            (width, count) =>
            {
                var values = Samples.Noise(width * 1000 + count, width * count);
                var split = Enumerable.Range(0, width * count).Select(at => values[at % count * width + at / count]).ToArray();
                var read = new byte[values.Length];
                ByteStreamSplit.Decode(split, width, read);
                return read.AsSpan().SequenceEqual(values);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(12, 8, 12)]
    [InlineData(16, 8, 8)]
    [InlineData(8, 0, 8)]
    [InlineData(8, -8, 8)]
    public void Parts_of_values_are_refused(int length, int width, int into) =>
        _ = Assert.Throws<InvalidDataException>(() => ByteStreamSplit.Decode(new byte[length], width, new byte[into]));
}
