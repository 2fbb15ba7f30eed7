using System.Text;

namespace CryptoGrains.Feeds.Archives;

/// <summary>Which columns a file has.</summary>
/// <remarks>
/// <code>
/// trades     id, price, quantity, quote quantity, time, buyer is maker [, best match]
/// aggTrades  id, price, quantity, first id, last id, time, buyer is maker [, best match]
/// klines     open time, open, high, low, close, volume [, close time, quote volume, count, taker buy volume, …]
/// </code>
/// The last column of trades and aggTrades is there in spot files alone.
/// </remarks>
/// <param name="Kind">What the rows are.</param>
/// <param name="HasHeader">Whether the first line is a header.</param>
/// <param name="IsFutures">Whether it lacks the column that only spot has.</param>
/// <param name="CountsContracts">Whether the quantities are contracts and not coins, as in COIN-M futures.</param>
internal readonly record struct ArchiveLayout(ArchiveKind Kind, bool HasHeader, bool IsFutures, bool CountsContracts)
{
    /// <summary>Cells between the quantity and the time.</summary>
    public int CellsBeforeTime => Kind == ArchiveKind.AggTrades ? 2 : 1;

    /// <summary>Tells the layout by a file's first line; null where it fits none.</summary>
    public static ArchiveLayout? Tell(ReadOnlySpan<byte> line)
    {
        var cells = CsvRow.CountCells(line);
        var isHeader = line.Length > 0 && char.IsAsciiLetter((char)line[0]);
        return (isHeader ? KindOfHeader(line) : KindOfRow(line, cells)) is { } kind
            ? new ArchiveLayout(kind, isHeader, IsFutures: cells == (kind == ArchiveKind.AggTrades ? 7 : 6), SaysContracts(line))
            : null;
    }

    // Only a header tells it: the column holds the coins that the contracts of quantity stand for.
    private static bool SaysContracts(ReadOnlySpan<byte> line) =>
        line.IndexOf("base_qty"u8) >= 0 || line.IndexOf("baseQty"u8) >= 0;

    private static ArchiveKind? KindOfHeader(ReadOnlySpan<byte> header)
    {
        if (header.IndexOf("open"u8) >= 0 && header.IndexOf("close"u8) >= 0)
            return ArchiveKind.Klines;
        if (header.IndexOf("price"u8) < 0)
            return null;
        return header.IndexOf("first"u8) >= 0 ? ArchiveKind.AggTrades : ArchiveKind.Trades;
    }

    // A true or false stands where only one of the kinds has it.
    private static ArchiveKind? KindOfRow(ReadOnlySpan<byte> row, int cells) => cells switch
    {
        7 or 8 when IsTruth(row, 6) && !IsTruth(row, 5) => ArchiveKind.AggTrades,
        6 or 7 when IsTruth(row, 5) => ArchiveKind.Trades,
        6 or 12 => ArchiveKind.Klines,
        _ => null,
    };

    private static bool IsTruth(ReadOnlySpan<byte> row, int index)
    {
        var cell = CsvRow.Cell(row, index);
        return Ascii.EqualsIgnoreCase(cell, "true"u8) || Ascii.EqualsIgnoreCase(cell, "false"u8);
    }
}
