using CryptoGrains.Analytics.Candles;

namespace CryptoGrains.History.Rebuild;

/// <summary>Days that follow each other, counted from 1970.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The one after the last.</param>
internal readonly record struct DayRange(int From, int To)
{
    private const long Day = 86_400_000_000;

    /// <summary>The first moment, in µs since 1970.</summary>
    public long Start => From * Day;

    /// <summary>The first moment after it.</summary>
    public long End => To * Day;

    public bool Contains(int day) => day >= From && day < To;

    /// <summary>Where the rows of these days are in a series in order: the first of them, and the one after the last.</summary>
    public (int From, int To) In(ReadOnlySpan<CandleRow> rows) => (CandleRow.IndexFrom(rows, Start), CandleRow.IndexFrom(rows, End));

    /// <summary>Days in order as ranges.</summary>
    public static List<DayRange> Of(IEnumerable<int> days)
    {
        var ranges = new List<DayRange>();
        foreach (var day in days)
        {
            if (ranges.Count > 0 && ranges[^1].To == day)
                ranges[^1] = ranges[^1] with { To = day + 1 };
            else
                ranges.Add(new DayRange(day, day + 1));
        }

        return ranges;
    }
}
