using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Checks that what is said of a column's values is true of each of them.</summary>
internal static class Bounding
{
    /// <summary>Checks what we say of what we wrote: the number of nulls, and bounds wherever they can be.</summary>
    public static void AssertWhole(ParquetColumn column, ColumnStatistics statistics, ColumnData data)
    {
        AssertTrue(column, statistics, data);
        Assert.NotNull(statistics.NullCount);
        object[] values = [.. RoundTrip.ValuesOf(data).OfType<object>()];
        if (values.Length == 0 || values.Any(IsNaN) || column.Type is ParquetType.String or ParquetType.Binary)
            return;

        Assert.Contains(values, value => Compare(statistics.Min!, value) == 0);
        Assert.Contains(values, value => Compare(statistics.Max!, value) == 0);
    }

    /// <summary>Checks that nothing is said that is not so.</summary>
    public static void AssertTrue(ParquetColumn column, ColumnStatistics statistics, ColumnData data)
    {
        var values = RoundTrip.ValuesOf(data).OfType<object>().ToArray();
        if (statistics.NullCount is { } nulls)
            Assert.Equal(data.Count - values.Length, nulls);

        foreach (var value in values.Where(value => !IsNaN(value)))
        {
            if (statistics.Min is { } min)
                Assert.True(Compare(min, value) <= 0, $"{column.Name}: {min} is no lower bound of {value}.");
            if (statistics.Max is { } max)
                Assert.True(Compare(max, value) >= 0, $"{column.Name}: {max} is no upper bound of {value}.");
        }
    }

    private static bool IsNaN(object value) => value is double.NaN or float.NaN;

    private static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),

        // For bounds the zeros are one number.
        (double a, double b) when a == b => 0,
        (float a, float b) when a == b => 0,
        _ => ((IComparable)left).CompareTo(right),
    };
}
