namespace CryptoGrains.History.Tables;

/// <summary>A line of <c>gaps</c>.</summary>
/// <param name="Symbol">The instrument's name.</param>
/// <param name="Interval">The length of the imported candles that are missing, <c>1h</c>; null where trades are missing.</param>
/// <param name="From">Where it begins, in µs since 1970.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Missing">How many candles, or trade ids, are missing.</param>
public sealed record GapRow(string Symbol, string? Interval, long From, long To, long Missing) : IComparable<GapRow>
{
    /// <summary>By symbol, missing trades first, then by length's name and time.</summary>
    public int CompareTo(GapRow? other)
    {
        if (other is null)
            return 1;

        var order = string.CompareOrdinal(Symbol, other.Symbol);
        order = order != 0 ? order : string.CompareOrdinal(Interval, other.Interval);
        order = order != 0 ? order : From.CompareTo(other.From);
        return order != 0 ? order : To.CompareTo(other.To);
    }
}
