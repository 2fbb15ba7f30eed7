using CryptoGrains.Columnar.Parquet.Values.Encoders;

namespace CryptoGrains.Columnar.Tests.Parquet.Values.Encoders;

public sealed class DistinctValuesTests
{
    [Fact]
    public void Values_are_found_in_the_order_in_which_they_come_first()
    {
        long[] values = [.. Enumerable.Range(0, 100_000).Select(i => i * 7919L % 3000 << 20)];
        var places = new int[values.Length];
        using var distinct = DistinctValues<long>.Find<Int64Key>(values, places)!;
        Assert.Equal(values.Distinct(), distinct.Values.ToArray());
        Assert.Equal(values, places.Select(place => distinct.Values[place]));
        Assert.Equal(values.Length, distinct.ChangeCount);
    }

    [Fact]
    public void Whole_numbers_as_doubles_are_well_spread() => Assert.InRange(
        Enumerable.Range(1, 1 << 16).Select(i => DoubleKey.Hash(i) >> 15).Distinct().Count(), 1 << 14, 1 << 16);

    [Fact]
    public void Many_values_of_one_hash_are_given_up() =>
        Assert.Null(DistinctValues<long>.Find<OneHash>([.. Enumerable.Range(0, 60_000).Select(i => (long)i)], new int[60_000]));

    [Fact]
    public void Values_that_hardly_repeat_are_given_up() =>
        Assert.Null(DistinctValues<long>.Find<Int64Key>([.. Enumerable.Range(0, 10_000).Select(i => (long)i)], new int[10_000]));

    private readonly struct OneHash : IValueKey<long>
    {
        public static uint Hash(long value) => 1;

        public static bool AreSame(long left, long right) => left == right;
    }
}
