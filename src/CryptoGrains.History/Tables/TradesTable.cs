using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>The columns of <c>trades</c>, partitioned by the day of the event time. A file is in order of (symbol, event time, trade id).</summary>
public static class TradesTable
{
    /// <summary>The partition column: the day, <c>2024-08-09</c>.</summary>
    public const string Date = "date";

    /// <summary>The instrument's name.</summary>
    public const string Symbol = "symbol";

    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new(Symbol, ParquetType.String, IsNullable: false),
        new("trade_id", ParquetType.Int64, IsNullable: false),
        new("price", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("quantity", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("taker_buys", ParquetType.Boolean, IsNullable: false),
        new("event_time", ParquetType.Timestamp, IsNullable: false),
        new("receive_time", ParquetType.Timestamp, IsNullable: false),
        new("log_partition", ParquetType.Int32),
        new("log_offset", ParquetType.Int64),
        new(Date, ParquetType.Date, IsNullable: false),
    ];

    /// <summary>The columns that stand in the files, in their order there.</summary>
    internal static readonly ImmutableArray<ParquetColumn> FileSchema = [.. Schema.Where(column => column.Name != Date)];

    /// <summary>The table as it is made.</summary>
    internal static DeltaMetadata Make(TimeProvider time) =>
        new(Guid.NewGuid().ToString(), [.. Schema], [Date]) { Name = TableNames.Trades, CreatedTime = time.GetUtcNow() };

    /// <summary>The partition of a day.</summary>
    internal static IReadOnlyDictionary<string, string?> PartitionOf(DateOnly day) =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { [Date] = Days.Name(day) };

    /// <summary>The day of a file's rows.</summary>
    /// <exception cref="DeltaException">The log names no day for it.</exception>
    internal static DateOnly DayOf(AddFile file) =>
        Days.Parse(file.PartitionValues.GetValueOrDefault(Date))
        ?? throw new DeltaException(
            $"The file {file.Path} of the table {TableNames.Trades} has the day '{file.PartitionValues.GetValueOrDefault(Date)}', "
            + "which should read like 2024-08-09: go back to a version before it came in.");
}
