using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>A row group of a file of <c>trades</c>, as it is read.</summary>
internal sealed class TradeGroup
{
    private const string Received = "receive_time";

    private static readonly string[] Names =
        [TradesTable.Symbol, "trade_id", "price", "quantity", "taker_buys", "event_time", "log_partition", "log_offset", Received];

    private readonly ColumnData<int> _partitions;
    private readonly ColumnData<long> _offsets;
    private readonly long[]? _received;

    private TradeGroup(ColumnData[] columns)
    {
        Symbols = ((ColumnData<string>)columns[0]).Values;
        Ids = ((ColumnData<long>)columns[1]).Values;
        Prices = ((ColumnData<Int128>)columns[2]).Values;
        Quantities = ((ColumnData<Int128>)columns[3]).Values;
        TakerBuys = ((ColumnData<bool>)columns[4]).Values;
        Times = ((ColumnData<long>)columns[5]).Values;
        _partitions = (ColumnData<int>)columns[6];
        _offsets = (ColumnData<long>)columns[7];
        _received = columns.Length > 8 ? ((ColumnData<long>)columns[8]).Values : null;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => Symbols.Length;

    public string[] Symbols { get; }

    public long[] Ids { get; }

    public Int128[] Prices { get; }

    public Int128[] Quantities { get; }

    public bool[] TakerBuys { get; }

    public long[] Times { get; }

    /// <summary>Reads a row group.</summary>
    /// <param name="file">The file.</param>
    /// <param name="number">Which of its row groups.</param>
    /// <param name="withReceiveTime">Whether the receive times are read too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask<TradeGroup> ReadAsync(
        ParquetReader file, int number, bool withReceiveTime, CancellationToken cancellationToken)
    {
        var columns = new ColumnData[Names.Length - (withReceiveTime ? 0 : 1)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = await file.ReadAsync(number, Place(file, Names[i]), cancellationToken);
        return new TradeGroup(columns);
    }

    /// <summary>Reads only the names of the instruments in a row group, row by row.</summary>
    public static async ValueTask<string[]> ReadSymbolsAsync(ParquetReader file, int number, CancellationToken cancellationToken) =>
        ((ColumnData<string>)await file.ReadAsync(number, Place(file, TradesTable.Symbol), cancellationToken)).Values;

    /// <summary>What a file says of the instruments' names in a row group.</summary>
    public static ColumnStatistics StatisticsOf(ParquetReader file, int number) =>
        file.RowGroups[number].Statistics[Place(file, TradesTable.Symbol)];

    /// <summary>A row as a whole; without its receive time where these were not read.</summary>
    public ArchivedTrade this[int row] => new(
        Times[row],
        Ids[row],
        Prices[row],
        Quantities[row],
        TakerBuys[row],
        _received?[row] ?? 0,
        _partitions.IsNull(row) ? ArchivedTrade.NoLog : _partitions.Values[row],
        _offsets.IsNull(row) ? 0 : _offsets.Values[row]);

    private static int Place(ParquetReader file, string column)
    {
        var place = file.IndexOf(column);
        return place >= 0
            ? place
            : throw new ParquetException($"A file of the table {TableNames.Trades} has no column '{column}': another program wrote it.");
    }
}
