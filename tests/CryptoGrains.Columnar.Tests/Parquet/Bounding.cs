using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Checks that what is said of a column's values is true of each of them.</summary>
internal static class Bounding
{
    public static void Check(ParquetColumn column, ColumnStatistics statistics, ColumnData data)
    {
        var values = RoundTrip.ValuesOf(data).Where(value => value is not null).Select(value => value!).ToArray();
        Assert.Equal(data.Count - values.Length, statistics.NullCount);
        object[] ordered = [.. values.Where(value => value is not (double.NaN or float.NaN))];
        foreach (var value in ordered)
        {
            if (statistics.Min is { } min)
                Assert.True(Compare(min, value) <= 0, $"{column.Name}: {min} is no lower bound of {value}.");
            if (statistics.Max is { } max)
                Assert.True(Compare(max, value) >= 0, $"{column.Name}: {max} is no upper bound of {value}.");
        }

        // What is of a fixed length has bounds wherever there is a value and none is NaN, and they are values.
        if (ordered.Length == 0 || ordered.Length < values.Length || column.Type is ParquetType.String or ParquetType.Binary)
            return;

        Assert.Contains(ordered, value => Compare(statistics.Min!, value) == 0);
        Assert.Contains(ordered, value => Compare(statistics.Max!, value) == 0);
    }

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
