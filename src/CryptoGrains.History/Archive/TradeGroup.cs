using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>A row group of a file of <c>trades</c>, as it is read.</summary>
internal sealed class TradeGroup
{
    private readonly ParquetReader _file;
    private readonly int _number;
    private ColumnData<int>? _partitions;
    private ColumnData<long>? _offsets;
    private long[]? _received;

    private TradeGroup(ParquetReader file, int number, ColumnData[] columns)
    {
        _file = file;
        _number = number;
        Symbols = ((ColumnData<string>)columns[0]).Values;
        Ids = ((ColumnData<long>)columns[1]).Values;
        Prices = ((ColumnData<Int128>)columns[2]).Values;
        Quantities = ((ColumnData<Int128>)columns[3]).Values;
        TakerBuys = ((ColumnData<bool>)columns[4]).Values;
        Times = ((ColumnData<long>)columns[5]).Values;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => Symbols.Length;

    public string[] Symbols { get; }

    public long[] Ids { get; }

    public Int128[] Prices { get; }

    public Int128[] Quantities { get; }

    public bool[] TakerBuys { get; }

    public long[] Times { get; }

    /// <summary>A row as a whole, once <see cref="CompleteAsync"/> has ended.</summary>
    public ArchivedTrade this[int row] => new(
        Times[row],
        Ids[row],
        Prices[row],
        Quantities[row],
        TakerBuys[row],
        _received![row],
        _partitions!.IsNull(row) ? ArchivedTrade.NoLog : _partitions.Values[row],
        _offsets!.IsNull(row) ? 0 : _offsets.Values[row]);

    /// <summary>Reads what candles are computed from; the rest is there after <see cref="CompleteAsync"/>.</summary>
    public static async ValueTask<TradeGroup> ReadAsync(ParquetReader file, int number, CancellationToken cancellationToken)
    {
        string[] names = [TradesTable.Symbol, "trade_id", "price", "quantity", "taker_buys", "event_time"];
        var columns = new ColumnData[names.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = await ReadAsync(file, number, names[i], cancellationToken);
        return new TradeGroup(file, number, columns);
    }

    /// <summary>Reads only the names of the instruments in a row group, row by row.</summary>
    public static async ValueTask<string[]> ReadSymbolsAsync(ParquetReader file, int number, CancellationToken cancellationToken) =>
        ((ColumnData<string>)await ReadAsync(file, number, TradesTable.Symbol, cancellationToken)).Values;

    /// <summary>What a file says of the instruments' names in a row group.</summary>
    public static ColumnStatistics StatisticsOf(ParquetReader file, int number) =>
        file.RowGroups[number].Statistics[PlaceOf(file, TradesTable.Symbol)];

    /// <summary>Reads the log positions and receive times too, which only tell which of several rows of one id is kept.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_received is not null)
            return;

        _partitions = (ColumnData<int>)await ReadAsync(_file, _number, "log_partition", cancellationToken);
        _offsets = (ColumnData<long>)await ReadAsync(_file, _number, "log_offset", cancellationToken);
        _received = ((ColumnData<long>)await ReadAsync(_file, _number, "receive_time", cancellationToken)).Values;
    }

    private static ValueTask<ColumnData> ReadAsync(ParquetReader file, int number, string column, CancellationToken cancellationToken) =>
        file.ReadAsync(number, PlaceOf(file, column), cancellationToken);

    private static int PlaceOf(ParquetReader file, string column)
    {
        var place = file.IndexOf(column);
        return place >= 0
            ? place
            : throw new ParquetException($"A file of the table {TableNames.Trades} has no column '{column}': another program wrote it.");
    }
}
