using CryptoGrains.Feeds.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>One row of a file of trades or aggTrades.</summary>
internal static class TradeRow
{
    /// <summary>Reads a row. Nobody wrote down when it was received, so that is the event time.</summary>
    /// <returns>Why it can't be read, in a sentence; null when it can.</returns>
    public static string? TryRead(ReadOnlySpan<byte> line, in ArchiveLayout layout, Instrument instrument, out Trade trade)
    {
        trade = default;
        var row = new CsvRow(line);
        if (!row.TryNextWhole(out var id))
            return "the id, column 1, is not a whole number";
        if (!row.TryNextNumber(out var price))
            return "the price, column 2, is missing or not a number of at most 28 digits";
        if (!row.TryNextNumber(out var quantity))
            return "the quantity, column 3, is missing or not a number of at most 28 digits";
        if (!row.TrySkip(layout.CellsBeforeTime) || !row.TryNextWhole(out var time))
            return $"the time, column {4 + layout.CellsBeforeTime}, is missing or not a whole number";
        if (!row.TryNextTruth(out var buyerIsMaker))
            return $"whether the buyer is the maker, column {5 + layout.CellsBeforeTime}, is missing or not true or false";

        var eventTime = UnixTime.FromMillisecondsOrMicroseconds(time);
        trade = new Trade(instrument, id, price, quantity, buyerIsMaker ? TakerSide.Sell : TakerSide.Buy, eventTime, eventTime);
        return null;
    }
}
