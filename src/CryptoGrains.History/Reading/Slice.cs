using System.Globalization;
using System.Text.Json;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Reading;

/// <summary>A data file of one instrument's candles, and the times that it covers.</summary>
internal sealed class Slice
{
    private Slice(AddFile file, long first, long last)
    {
        File = file;
        First = first;
        Last = last;
    }

    public AddFile File { get; }

    /// <summary>No candle in it opens earlier, in µs since 1970.</summary>
    public long First { get; }

    /// <summary>No candle in it opens later.</summary>
    public long Last { get; }

    /// <summary>Reads the times from the file's statistics; where these do not tell, they are those of its year.</summary>
    public static Slice Of(AddFile file)
    {
        var (first, last) = YearOf(file);
        if (file.Stats is { } stats)
        {
            try
            {
                using var json = JsonDocument.Parse(stats);
                first = Bound(json, "minValues")?.First ?? first;
                last = Bound(json, "maxValues")?.Last ?? last;
            }
            catch (JsonException)
            {
                // Statistics only save reading. A year is bound enough.
            }
        }

        return new Slice(file, first, last);
    }

    private static (long First, long Last) YearOf(AddFile file) =>
        int.TryParse(file.PartitionValues.GetValueOrDefault(CandlesTable.Year), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is > 0 and < 9999
            ? (Microseconds(new DateTime(year, 1, 1)), Microseconds(new DateTime(year + 1, 1, 1)) - 1)
            : (long.MinValue, long.MaxValue);

    /// <summary>What the statistics say of the open time, which the daily table calls a date.</summary>
    private static (long First, long Last)? Bound(JsonDocument stats, string side)
    {
        if (stats.RootElement.ValueKind != JsonValueKind.Object || !stats.RootElement.TryGetProperty(side, out var values)
            || values.ValueKind != JsonValueKind.Object)
            return null;

        foreach (var name in (ReadOnlySpan<string>)["open_time", "date"])
        {
            if (values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                && DateTime.TryParse(
                    value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                // Delta's statistics cut times to milliseconds.
                return (Microseconds(time), Microseconds(time) + 999);
            }
        }

        return null;
    }

    private static long Microseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
