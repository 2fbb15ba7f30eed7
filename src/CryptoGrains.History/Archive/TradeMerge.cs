using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>Merges files of <c>trades</c>, which are in order, into one series in order, with a row group of each in memory.</summary>
internal static class TradeMerge
{
    /// <summary>Merges some files of one day. What comes out follows from their rows alone.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">The files.</param>
    /// <param name="fileRows">After how many rows a new file is begun, counted in whole row groups.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<DataFile> RunAsync(
        DeltaTable table, IEnumerable<AddFile> files, int fileRows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queue = new PriorityQueue<TradeCursor, Place>(PlaceOrder.Instance);
        var left = 0L;
        foreach (var file in files)
        {
            var cursor = await TradeCursor.OpenAsync(table, file, only: null, whole: true, cancellationToken);
            left += cursor.TotalRows;
            Enqueue(cursor);
        }

        var groups = new List<IReadOnlyList<ColumnData>>();
        var rows = 0;
        TradeColumns? group = null;
        while (queue.TryDequeue(out var cursor, out _))
        {
            // Files mostly follow each other in time, so many rows of one come before the next row of any other.
            var end = queue.TryPeek(out _, out var next) ? RowsBefore(cursor, next) : cursor.Group.Count;
            for (var row = cursor.Row; row < end; row++)
            {
                group ??= new TradeColumns((int)Math.Min(left, TradesByDay.RowGroupRows));
                group.Add(cursor.Group.Symbols[row], cursor.Group[row]);
                if (!group.IsFull)
                    continue;

                groups.Add(group.ToColumns());
                rows += group.Count;
                left -= group.Count;
                group = null;
                if (rows < fileRows && left > 0)
                    continue;

                yield return DataFile.Encode(TradesTable.FileSchema, groups);
                groups = [];
                rows = 0;
            }

            await cursor.MoveToAsync(end, cancellationToken);
            Enqueue(cursor);
        }

        void Enqueue(TradeCursor cursor)
        {
            if (!cursor.IsAtEnd)
                queue.Enqueue(cursor, new Place(cursor.Symbol, cursor.Group[cursor.Row]));
        }
    }

    /// <summary>Where the rows end that may go before another place; at least one may.</summary>
    private static int RowsBefore(TradeCursor cursor, in Place next)
    {
        var end = cursor.Row + 1;
        while (end < cursor.Group.Count && PlaceOrder.Instance.Compare(new Place(cursor.Group.Symbols[end], cursor.Group[end]), next) <= 0)
            end++;
        return end;
    }

    /// <summary>Where a row stands in the order of a file.</summary>
    private readonly record struct Place(string Symbol, ArchivedTrade Trade);

    private sealed class PlaceOrder : IComparer<Place>
    {
        public static readonly PlaceOrder Instance = new();

        public int Compare(Place left, Place right)
        {
            var bySymbol = ReferenceEquals(left.Symbol, right.Symbol) ? 0 : string.CompareOrdinal(left.Symbol, right.Symbol);
            return bySymbol != 0 ? bySymbol : ArchivedTrade.Compare(left.Trade, right.Trade);
        }
    }
}
