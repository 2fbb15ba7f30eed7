using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Verify;

/// <summary>
/// Reads <c>trades</c> the plain way: row by row, one instrument and day at a time, each id once by the rule of the master data. Nothing
/// of it is shared with what the rebuild reads by.
/// </summary>
internal sealed class RawTrades(DeltaTable table, DeltaSnapshot? snapshot)
{
    private readonly Dictionary<string, ParquetReader> _open = [];
    private readonly ILookup<string, AddFile> _files = (snapshot?.Files.Values ?? []).ToLookup(file => file.PartitionValues[TradesTable.Date]!);

    /// <summary>For each symbol the days of which there are trades.</summary>
    public async Task<SortedDictionary<string, SortedSet<DateOnly>>> DaysAsync(CancellationToken cancellationToken)
    {
        var days = new SortedDictionary<string, SortedSet<DateOnly>>(StringComparer.Ordinal);
        foreach (var (date, file) in _files.SelectMany(files => files.Select(file => (files.Key, file))))
        {
            var day = DateOnly.ParseExact(date, "yyyy-MM-dd");
            var reader = await table.OpenFileAsync(file, cancellationToken);
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                var symbols = await ColumnAsync<string>(reader, group, "symbol", cancellationToken);
                foreach (var symbol in symbols.Distinct(StringComparer.Ordinal))
                {
                    if (!days.TryGetValue(symbol, out var those))
                        days.Add(symbol, those = []);
                    those.Add(day);
                }
            }
        }

        return days;
    }

    /// <summary>An instrument's trades of a day.</summary>
    public async Task<List<RawTrade>> ReadAsync(string symbol, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = new List<RawTrade>();
        foreach (var file in _files[day.ToString("yyyy-MM-dd")])
        {
            var reader = await OpenAsync(file, cancellationToken);
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                if (MayHold(reader, group, symbol))
                    await ReadAsync(reader, group, symbol, rows, cancellationToken);
            }
        }

        return
        [
            .. rows
                .GroupBy(row => row.Id)
                .Select(same => same
                    .OrderBy(row => row.LogPartition ?? int.MaxValue)
                    .ThenBy(row => row.LogOffset ?? long.MaxValue)
                    .ThenBy(row => row.Time)
                    .ThenBy(row => row.Price)
                    .ThenBy(row => row.Quantity)
                    .ThenBy(row => row.TakerBuys)
                    .First()),
        ];
    }

    private static bool MayHold(ParquetReader reader, int group, string symbol)
    {
        var known = reader.RowGroups[group].Statistics[reader.IndexOf("symbol")];
        return (known.Min is not string least || string.CompareOrdinal(least, symbol) <= 0)
            && (known.Max is not string greatest || string.CompareOrdinal(greatest, symbol) >= 0);
    }

    private static async Task ReadAsync(ParquetReader reader, int group, string symbol, List<RawTrade> into, CancellationToken cancellationToken)
    {
        var symbols = await ColumnAsync<string>(reader, group, "symbol", cancellationToken);
        var ids = await ColumnAsync<long>(reader, group, "trade_id", cancellationToken);
        var prices = await ColumnAsync<Int128>(reader, group, "price", cancellationToken);
        var quantities = await ColumnAsync<Int128>(reader, group, "quantity", cancellationToken);
        var takers = await ColumnAsync<bool>(reader, group, "taker_buys", cancellationToken);
        var times = await ColumnAsync<long>(reader, group, "event_time", cancellationToken);
        var partitions = (ColumnData<int>)await reader.ReadAsync(group, reader.IndexOf("log_partition"), cancellationToken);
        var offsets = (ColumnData<long>)await reader.ReadAsync(group, reader.IndexOf("log_offset"), cancellationToken);
        for (var row = 0; row < symbols.Length; row++)
        {
            if (symbols[row] == symbol)
            {
                into.Add(new RawTrade(
                    times[row],
                    ids[row],
                    prices[row],
                    quantities[row],
                    takers[row],
                    partitions.IsNull(row) ? null : partitions.Values[row],
                    offsets.IsNull(row) ? null : offsets.Values[row]));
            }
        }
    }

    private static async Task<T[]> ColumnAsync<T>(ParquetReader reader, int group, string column, CancellationToken cancellationToken) =>
        ((ColumnData<T>)await reader.ReadAsync(group, reader.IndexOf(column), cancellationToken)).Values;

    private async Task<ParquetReader> OpenAsync(AddFile file, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(file.Path, out var reader))
            return reader;

        // The feet of a few hundred files are what an instrument after the other asks for again.
        if (_open.Count >= 1_000)
            _open.Clear();
        reader = await table.OpenFileAsync(file, cancellationToken);
        _open.Add(file.Path, reader);
        return reader;
    }
}
