using System.Globalization;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>What the log notes of a slice's file, so that a rebuild need not open it.</summary>
internal static class SliceTags
{
    /// <summary>The month of a slice of one-minute candles, 1 to 12.</summary>
    public const string Month = "month";

    /// <summary>The open time of the first candle that is not closed yet, in µs since 1970; there only where there is one.</summary>
    public const string Open = "open";

    /// <summary>The tags of a slice of candles.</summary>
    public static Dictionary<string, string> Of(Interval interval, int slice, ReadOnlySpan<CandleRow> rows)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (interval == Interval.OneMinute)
            tags.Add(Month, ((slice % 12) + 1).ToString(CultureInfo.InvariantCulture));
        foreach (ref readonly var row in rows)
        {
            if (row.Closed)
                continue;
            tags.Add(Open, row.OpenTime.ToString(CultureInfo.InvariantCulture));
            break;
        }

        return tags;
    }

    /// <summary>The open time of a file's first candle that is not closed; null where all are.</summary>
    public static long? OpenOf(AddFile file) =>
        long.TryParse(file.Tags.GetValueOrDefault(Open), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) ? time : null;
}
