using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>A row group of <c>trades</c>, column by column.</summary>
internal sealed class TradeColumns
{
    private readonly string[] _symbols;
    private readonly long[] _ids;
    private readonly Int128[] _prices;
    private readonly Int128[] _quantities;
    private readonly bool[] _takerBuys;
    private readonly long[] _times;
    private readonly long[] _received;
    private readonly int[] _partitions;
    private readonly long[] _offsets;
    private readonly bool[] _noLog;
    private bool _hasImported;

    /// <summary>A row group of so many rows, none of which is set yet.</summary>
    public TradeColumns(int rows)
    {
        _symbols = new string[rows];
        _ids = new long[rows];
        _prices = new Int128[rows];
        _quantities = new Int128[rows];
        _takerBuys = new bool[rows];
        _times = new long[rows];
        _received = new long[rows];
        _partitions = new int[rows];
        _offsets = new long[rows];
        _noLog = new bool[rows];
    }

    /// <summary>How many rows are set.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all are set.</summary>
    public bool IsFull => Count == _symbols.Length;

    /// <summary>Sets the next row.</summary>
    public void Add(string symbol, in ArchivedTrade trade)
    {
        var row = Count++;
        _symbols[row] = symbol;
        _ids[row] = trade.Id;
        _prices[row] = trade.Price;
        _quantities[row] = trade.Quantity;
        _takerBuys[row] = trade.TakerBuys;
        _times[row] = trade.Time;
        _received[row] = trade.ReceiveTime;
        if (trade.Partition == ArchivedTrade.NoLog)
        {
            _noLog[row] = true;
            _hasImported = true;
            return;
        }

        _partitions[row] = trade.Partition;
        _offsets[row] = trade.Offset;
    }

    /// <summary>The columns in the order of the file schema of <see cref="TradesTable"/>, once all rows are set.</summary>
    public IReadOnlyList<ColumnData> ToColumns()
    {
        var noLog = _hasImported ? _noLog : null;
        return
        [
            new ColumnData<string>(_symbols),
            new ColumnData<long>(_ids),
            new ColumnData<Int128>(_prices),
            new ColumnData<Int128>(_quantities),
            new ColumnData<bool>(_takerBuys),
            new ColumnData<long>(_times),
            new ColumnData<long>(_received),
            new ColumnData<int>(_partitions, noLog),
            new ColumnData<long>(_offsets, noLog),
        ];
    }
}
