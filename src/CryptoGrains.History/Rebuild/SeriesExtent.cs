using System.Globalization;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>How far a series of daily candles reaches, and what they were made from. The log notes it of each file.</summary>
/// <param name="First">The first day, counted from 1970.</param>
/// <param name="Last">The last day.</param>
/// <param name="Days">How many have a candle.</param>
/// <param name="HasTrades">Whether some were made from trades.</param>
/// <param name="HasImports">Whether some were imported.</param>
internal readonly record struct SeriesExtent(int First, int Last, long Days, bool HasTrades, bool HasImports)
{
    private const string FirstTag = "first";
    private const string LastTag = "last";
    private const string OriginTag = "origin";
    private const string Both = "both";

    /// <summary>What they were made from: <c>trades</c>, <c>import</c>, or <c>both</c>.</summary>
    public string Origin => HasTrades && HasImports ? Both : CandleColumns.Name(HasImports ? CandleOrigin.Import : CandleOrigin.Trades);

    /// <summary>Of days in order; null where there are none.</summary>
    public static SeriesExtent? Of(ReadOnlySpan<CandleRow> rows)
    {
        if (rows.IsEmpty)
            return null;

        var (trades, imports) = (false, false);
        foreach (ref readonly var row in rows)
        {
            trades |= row.Origin == CandleOrigin.Trades;
            imports |= row.Origin == CandleOrigin.Import;
        }

        return new SeriesExtent(Tables.Days.NumberOf(rows[0].OpenTime), Tables.Days.NumberOf(rows[^1].OpenTime), rows.Length, trades, imports);
    }

    /// <summary>Of a file, as the log notes it; null where it does not.</summary>
    public static SeriesExtent? Of(AddFile file)
    {
        if (file.Rows is not { } days
            || !int.TryParse(file.Tags.GetValueOrDefault(FirstTag), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(file.Tags.GetValueOrDefault(LastTag), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)
            || file.Tags.GetValueOrDefault(OriginTag) is not { } origin)
        {
            return null;
        }

        var imported = CandleColumns.Name(CandleOrigin.Import);
        return new SeriesExtent(first, last, days, origin != imported, origin == imported || origin == Both);
    }

    /// <summary>Of two together.</summary>
    public static SeriesExtent? Over(SeriesExtent? one, SeriesExtent? other) => one is { } a && other is { } b
        ? new SeriesExtent(
            Math.Min(a.First, b.First), Math.Max(a.Last, b.Last), a.Days + b.Days, a.HasTrades || b.HasTrades, a.HasImports || b.HasImports)
        : one ?? other;

    /// <summary>Notes it.</summary>
    public void AddTo(Dictionary<string, string> tags)
    {
        tags.Add(FirstTag, First.ToString(CultureInfo.InvariantCulture));
        tags.Add(LastTag, Last.ToString(CultureInfo.InvariantCulture));
        tags.Add(OriginTag, Origin);
    }
}
