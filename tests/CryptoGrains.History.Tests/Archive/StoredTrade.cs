using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Archive;

/// <summary>A row of <c>trades</c> as it lies in a file, read column by column and by no other way of the product's.</summary>
internal sealed record StoredTrade(
    string Symbol, long Id, Int128 Price, Int128 Quantity, bool TakerBuys, long Time, long ReceiveTime, int? Partition, long? Offset, string Date)
{
    /// <summary>The row that a trade of the log should have become.</summary>
    public static StoredTrade Of(in Trade trade, int? partition) => new(
        trade.Instrument.Name,
        trade.Id,
        (Int128)(trade.Price * 1_000_000_000_000m),
        (Int128)(trade.Quantity * 1_000_000_000_000m),
        trade.TakerSide == TakerSide.Buy,
        trade.EventTime.Microseconds,
        trade.ReceiveTime.Microseconds,
        partition,
        partition is null ? null : trade.Offset,
        trade.EventTime.ToString()[..10]);

    /// <summary>All rows of a version, in a fixed order.</summary>
    public static async Task<List<StoredTrade>> ReadAsync(DeltaTable table, DeltaSnapshot snapshot)
    {
        var rows = new List<StoredTrade>();
        foreach (var file in snapshot.Files.Values)
            rows.AddRange(await ReadAsync(table, file));
        return Ordered(rows);
    }

    /// <summary>All rows of a file, as they lie there.</summary>
    public static async Task<List<StoredTrade>> ReadAsync(DeltaTable table, AddFile file)
    {
        var parquet = await table.OpenFileAsync(file, TestContext.Current.CancellationToken);
        var rows = new List<StoredTrade>();
        for (var group = 0; group < parquet.RowGroups.Count; group++)
        {
            var columns = new Dictionary<string, ColumnData>(StringComparer.Ordinal);
            for (var column = 0; column < parquet.Columns.Count; column++)
                columns.Add(parquet.Columns[column].Name, await parquet.ReadAsync(group, column, TestContext.Current.CancellationToken));

            for (var row = 0; row < parquet.RowGroups[group].RowCount; row++)
            {
                rows.Add(new StoredTrade(
                    (string)columns["symbol"].ValueAt(row)!,
                    (long)columns["trade_id"].ValueAt(row)!,
                    (Int128)columns["price"].ValueAt(row)!,
                    (Int128)columns["quantity"].ValueAt(row)!,
                    (bool)columns["taker_buys"].ValueAt(row)!,
                    (long)columns["event_time"].ValueAt(row)!,
                    (long)columns["receive_time"].ValueAt(row)!,
                    (int?)columns["log_partition"].ValueAt(row),
                    (long?)columns["log_offset"].ValueAt(row),
                    file.PartitionValues[TradesTable.Date]!));
            }
        }

        return rows;
    }

    /// <summary>Rows in a fixed order, to compare them as a multiset.</summary>
    public static List<StoredTrade> Ordered(IEnumerable<StoredTrade> rows) =>
        [.. rows.OrderBy(row => row.ToString(), StringComparer.Ordinal)];
}
