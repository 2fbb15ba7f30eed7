namespace CryptoGrains.History.Tables;

/// <summary>A line of <c>gaps</c>.</summary>
/// <param name="Symbol">The instrument's name.</param>
/// <param name="Interval">The length of the imported candles that are missing, <c>1h</c>; null where trades are missing.</param>
/// <param name="From">Where it begins, in µs since 1970.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Missing">How many candles, or trade ids, are missing.</param>
public sealed record GapRow(string Symbol, string? Interval, long From, long To, long Missing)
{
    /// <summary>The order of the file: by symbol, missing trades first, then by length's name and time.</summary>
    internal static readonly Comparer<GapRow> FileOrder = Comparer<GapRow>.Create((left, right) =>
    {
        var order = string.CompareOrdinal(left.Symbol, right.Symbol);
        order = order != 0 ? order : string.CompareOrdinal(left.Interval, right.Interval);
        order = order != 0 ? order : left.From.CompareTo(right.From);
        order = order != 0 ? order : left.To.CompareTo(right.To);
        return order != 0 ? order : left.Missing.CompareTo(right.Missing);
    });
}
