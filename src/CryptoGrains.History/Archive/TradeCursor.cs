using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>Walks through a file of <c>trades</c>, instrument by instrument, with one row group in memory.</summary>
internal sealed class TradeCursor
{
    private readonly string _path;
    private readonly ParquetReader _file;
    private readonly string[]? _only;
    private readonly bool _whole;
    private int _nextGroup;
    private TradeGroup? _group;

    private TradeCursor(string path, ParquetReader file, string[]? only, bool whole)
    {
        _path = path;
        _file = file;
        _only = only;
        _whole = whole;
    }

    /// <summary>The row group.</summary>
    public TradeGroup Group => _group ?? throw new InvalidOperationException("The cursor has come to the end of its file.");

    /// <summary>The row in it.</summary>
    public int Row { get; private set; }

    /// <summary>How many rows the file has.</summary>
    public long TotalRows => _file.RowGroups.Sum(group => (long)group.RowCount);

    /// <summary>Whether all rows have been passed.</summary>
    public bool IsAtEnd => _group is null;

    /// <summary>The row's instrument.</summary>
    public string Symbol => Group.Symbols[Row];

    /// <summary>Where the row stands in the order of its instrument's rows.</summary>
    public (long Time, long Id) Place => (Group.Times[Row], Group.Ids[Row]);

    /// <summary>Opens a file and goes to its first row that is wanted.</summary>
    /// <param name="table">The table.</param>
    /// <param name="file">The file.</param>
    /// <param name="only">The names of the instruments that are wanted, in ordinal order; null for all.</param>
    /// <param name="whole">Whether its row groups are read with all columns.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TradeCursor> OpenAsync(
        DeltaTable table, AddFile file, string[]? only, bool whole, CancellationToken cancellationToken)
    {
        var cursor = new TradeCursor(file.Path, await table.OpenFileAsync(file, cancellationToken), only, whole);
        await cursor.ReadGroupAsync(before: null, cancellationToken);
        return cursor;
    }

    /// <summary>Where the rows of this row's instrument end in this row group.</summary>
    public int EndOfSymbol()
    {
        // They are in order, so the end is found by halving.
        var symbols = Group.Symbols;
        var symbol = symbols[Row];
        var (low, high) = (Row + 1, symbols.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ReferenceEquals(symbols[middle], symbol) || symbols[middle] == symbol)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Where the rows of this row's instrument end that stand before a place; at least this row is passed.</summary>
    /// <param name="place">The place, which is not before this row's.</param>
    /// <param name="end">Where the instrument's rows end.</param>
    public int EndBefore((long Time, long Id) place, int end)
    {
        var (times, ids) = (Group.Times, Group.Ids);
        var (low, high) = (Row + 1, end);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if ((times[middle], ids[middle]).CompareTo(place) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Goes to a later row of this row group, or behind its last one, which is the first of the next.</summary>
    public async ValueTask MoveToAsync(int row, CancellationToken cancellationToken)
    {
        var symbols = Group.Symbols;
        Row = row;
        while (Row < symbols.Length && !IsWanted(symbols[Row]))
            Row = EndOfSymbol();
        if (Row >= symbols.Length)
            await ReadGroupAsync(symbols[^1], cancellationToken);
    }

    private async ValueTask ReadGroupAsync(string? before, CancellationToken cancellationToken)
    {
        _group = null;
        while (_nextGroup < _file.RowGroups.Count)
        {
            var number = _nextGroup++;
            if (_file.RowGroups[number].RowCount == 0 || !MayHoldWanted(TradeGroup.StatisticsOf(_file, number)))
                continue;

            var group = await TradeGroup.ReadAsync(_file, number, cancellationToken);
            if (_whole)
                await group.CompleteAsync(cancellationToken);

            CheckOrder(group.Symbols, before);
            before = group.Symbols[^1];
            _group = group;
            Row = 0;
            while (Row < group.Symbols.Length && !IsWanted(group.Symbols[Row]))
                Row = EndOfSymbol();
            if (Row < group.Symbols.Length)
                return;

            _group = null;
        }
    }

    private bool IsWanted(string symbol) => _only is null || Array.BinarySearch(_only, symbol, StringComparer.Ordinal) >= 0;

    private bool MayHoldWanted(ColumnStatistics symbols)
    {
        if (_only is null || symbols is not { Min: string min, Max: string max })
            return true;

        var first = Array.BinarySearch(_only, min, StringComparer.Ordinal);
        first = first < 0 ? ~first : first;
        return first < _only.Length && string.CompareOrdinal(_only[first], max) <= 0;
    }

    private void CheckOrder(string[] symbols, string? last)
    {
        foreach (var symbol in symbols)
        {
            if (ReferenceEquals(symbol, last))
                continue;
            if (last is not null && string.CompareOrdinal(symbol, last) < 0)
            {
                throw new DeltaException(
                    $"The file {_path} of the table {TableNames.Trades} is not in order of its instruments ({symbol} comes after {last}): another "
                    + "program has written it anew. Roll the table back to the version before.");
            }

            last = symbol;
        }
    }
}
