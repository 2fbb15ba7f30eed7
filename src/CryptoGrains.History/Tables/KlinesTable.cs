using System.Collections.Immutable;
using System.Globalization;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tables;

/// <summary>
/// The columns of <c>klines</c>: those of the candle tables, and the interval. Partitioned by symbol, interval and the year of the open time; a
/// partition is one file in order of open time.
/// </summary>
public static class KlinesTable
{
    /// <summary>A partition column: the name of the candles' length, <c>1h</c>.</summary>
    public const string Interval = "interval";

    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        CandlesTable.Schema[0],
        new(Interval, ParquetType.String, IsNullable: false),
        .. CandlesTable.Schema.Skip(1),
    ];

    /// <summary>The columns by which files are divided.</summary>
    internal static readonly ImmutableArray<string> PartitionColumns = [CandlesTable.Symbol, Interval, CandlesTable.Year];

    /// <summary>The columns that stand in the files, in their order there.</summary>
    internal static readonly ImmutableArray<ParquetColumn> FileSchema = [.. Schema.Where(column => !PartitionColumns.Contains(column.Name))];

    /// <summary>The table as it is made.</summary>
    internal static DeltaMetadata Make(TimeProvider time) =>
        new(Guid.NewGuid().ToString(), [.. Schema], PartitionColumns) { Name = TableNames.Klines, CreatedTime = time.GetUtcNow() };

    /// <summary>The partition values of a slice.</summary>
    internal static IReadOnlyDictionary<string, string?> PartitionOf(KlineSlice slice) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [CandlesTable.Symbol] = slice.Instrument.Name,
        [Interval] = slice.Interval.Name,
        [CandlesTable.Year] = slice.Year.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The slice that a file holds, or part of it.</summary>
    /// <exception cref="DeltaException">The log names none for it.</exception>
    internal static KlineSlice SliceOf(AddFile file) => SliceOf(
        file.Path,
        file.PartitionValues.GetValueOrDefault(CandlesTable.Symbol),
        file.PartitionValues.GetValueOrDefault(Interval),
        file.PartitionValues.GetValueOrDefault(CandlesTable.Year));

    /// <summary>Whether a file is of an instrument and a year, whatever the interval.</summary>
    internal static bool IsOf(AddFile file, Instrument instrument, int year) =>
        file.PartitionValues.GetValueOrDefault(CandlesTable.Symbol) == instrument.Name
        && file.PartitionValues.GetValueOrDefault(CandlesTable.Year) == year.ToString(CultureInfo.InvariantCulture);

    private static KlineSlice SliceOf(string path, string? symbol, string? interval, string? year)
    {
        return Instrument.TryParse(symbol, string.Empty, out var instrument)
            && KlineInterval.Find(interval) is { } length
            && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new KlineSlice(instrument, length, number)
            : throw new DeltaException(
                $"The file {path} of the table {TableNames.Klines} is in the partition '{symbol}', '{interval}', '{year}', which is no "
                + "instrument, interval and year: go back to a version before it came in.");
    }
}
