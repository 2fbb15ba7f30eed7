using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A wish for candles that has been read and found in order.</summary>
internal readonly record struct OhlcvRequest(Interval Interval, Timestamp? From, Timestamp? To, int Limit, bool Csv)
{
    public const int UsualLimit = 500;
    public const int MaxLimit = 5_000;

    /// <summary>Reads the parameters; whatever is wrong with them is then the reader's problem.</summary>
    public static OhlcvRequest Read(QueryReader reader, OhlcvParameters parameters)
    {
        if (!Intervals.TryParse(parameters.Interval ?? "1m", out var interval))
        {
            reader.Refuse(
                ProblemCodes.BadInterval,
                $"The interval '{QueryReader.Shorten(parameters.Interval!)}' is not served. "
                + $"Allowed are {string.Join(", ", Intervals.Names)}.");
        }

        var from = reader.Time("from", parameters.From);
        var to = reader.Time("to", parameters.To);
        if (from >= to)
            reader.Refuse(ProblemCodes.BadRange, $"The range is empty: from ({from}) must be before to ({to}), which is exclusive.");

        var limit = reader.Limit(parameters.Limit, UsualLimit, MaxLimit);
        var csv = reader.OneOf(ProblemCodes.BadFormat, "format", parameters.Format, "json", "csv") == "csv";
        // Until the batch layer has something, both are the live candles.
        _ = reader.OneOf(ProblemCodes.BadSource, "source", parameters.Source, "merged", "live");
        return new OhlcvRequest(interval, ReadCursor(reader, parameters.Cursor, from) ?? from, to, limit, csv);
    }

    public CandleQuery ToQuery(long? knownVersion) => new(Interval, From, To, Limit, knownVersion);

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
