using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A wish for candles that has been read and found in order.</summary>
internal readonly record struct OhlcvRequest(Interval Interval, Timestamp? From, Timestamp? To, int Limit)
{
    public const int UsualLimit = 500;
    public const int MaxLimit = 5_000;

    /// <summary>In which form they are sent.</summary>
    public CandleFormat Format { get; init; }

    /// <summary>Whether silent intervals have a flat candle.</summary>
    public bool Fill { get; init; }

    /// <summary>From which layer.</summary>
    public TimelineSource Source { get; init; }

    /// <summary>Of which version of the history; null for the newest.</summary>
    public AsOf? AsOf { get; init; }

    /// <summary>Reads the parameters; whatever is wrong with them is then the reader's problem.</summary>
    public static OhlcvRequest Read(QueryReader reader, OhlcvParameters parameters)
    {
        var interval = reader.Interval(parameters.Interval, Interval.OneMinute);
        var (from, to) = reader.Range(parameters.From, parameters.To);
        var limit = reader.Limit(parameters.Limit, UsualLimit, MaxLimit);
        var format = reader.OneOf(ProblemCodes.BadFormat, "format", parameters.Format, "json", "csv", "parquet");
        var fill = reader.OneOf(ProblemCodes.BadFill, "fill", parameters.Fill, "none", "previous");
        var source = reader.OneOf(ProblemCodes.BadSource, "source", parameters.Source, "merged", "batch", "live");
        var asOf = reader.AsOf("asOf", parameters.AsOf);
        if (asOf is not null && source == "live")
            reader.Refuse(ProblemCodes.BadSource, "asOf reads the history, and source=live does not: leave one of them out.");

        return new OhlcvRequest(interval, ReadCursor(reader, parameters.Cursor, from) ?? from, to, limit)
        {
            Format = format switch { "csv" => CandleFormat.Csv, "parquet" => CandleFormat.Parquet, _ => CandleFormat.Json },
            Fill = fill == "previous",
            Source = asOf is not null || source == "batch" ? TimelineSource.Batch
                : source == "live" ? TimelineSource.Live
                : TimelineSource.Merged,
            AsOf = asOf,
        };
    }

    /// <summary>The same wish for whoever reads the candles.</summary>
    public CandlesAsked Of(Instrument instrument) => new(instrument, Interval, From, To, Limit, AsOf);

    /// <summary>
    /// A cursor is the open time of the first candle of its page, so it stays good when candles come in between.
    /// </summary>
    private static Timestamp? ReadCursor(QueryReader reader, string? text, Timestamp? from)
    {
        if (text is null)
            return null;
        if (!QueryReader.TryReadMilliseconds(text, out var start) || start < from)
        {
            reader.Refuse(
                ProblemCodes.BadCursor, "The cursor is not one that this server gave for this range. Leave it out to begin again.");
        }

        return start;
    }
}
