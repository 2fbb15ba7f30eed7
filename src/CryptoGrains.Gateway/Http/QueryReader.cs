using System.Globalization;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;

namespace CryptoGrains.Gateway.Http;

/// <summary>
/// Reads the texts of one query string and keeps the first problem met; after a problem what it reads means nothing.
/// </summary>
internal sealed class QueryReader
{
    /// <summary>From this number on a text is milliseconds, since April 1970; no table has had as many versions.</summary>
    private const long VersionsEnd = 10_000_000_000;

    private static readonly string[] IsoForms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Begins to read, and refuses what is not allowed.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="allowed">The parameters it may have: a misspelt one must not silently mean its default.</param>
    public QueryReader(IQueryCollection query, params string[] allowed)
    {
        foreach (var (name, _) in query)
        {
            if (!allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                var offer = allowed.Length == 0 ? "None is known here." : $"Allowed are {string.Join(", ", allowed)}.";
                Refuse(ProblemCodes.UnknownParameter, $"The parameter '{Shorten(name)}' is not known. {offer}");
            }
        }
    }

    /// <summary>The first thing that was wrong; null where all is well.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>A number of items from 1 to <paramref name="most"/>.</summary>
    public int Limit(string? text, int usual, int most) => Count(ProblemCodes.BadLimit, "limit", text, usual, 1, most);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Count(string code, string name, string? text, int usual, int least, int most)
    {
        if (text is null)
            return usual;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < least || count > most)
            Refuse(code, $"The {name} '{Shorten(text)}' is not allowed. Ask for {least} to {most}, or leave it out for {usual}.");
        return count;
    }

    /// <summary>An interval's name.</summary>
    public Interval Interval(string? text, Interval usual)
    {
        if (!Intervals.TryParse(text ?? usual.Name(), out var interval))
        {
            Refuse(
                ProblemCodes.BadInterval,
                $"The interval '{Shorten(text!)}' is not served. Allowed are {string.Join(", ", Intervals.Names)}.");
        }

        return interval;
    }

    /// <summary>The times that a range lies between; <paramref name="to"/> is exclusive.</summary>
    public (Timestamp? From, Timestamp? To) Range(string? from, string? to)
    {
        var (begin, end) = (Time("from", from), Time("to", to));
        if (begin >= end)
            Refuse(ProblemCodes.BadRange, $"The range is empty: from ({begin}) must be before to ({end}), which is exclusive.");
        return (begin, end);
    }

    /// <summary>A time in ISO 8601, UTC where it names no offset, or in milliseconds since the Unix epoch.</summary>
    public Timestamp? Time(string name, string? text)
    {
        if (text is null)
            return null;
        if (TryReadTime(text, out var time))
            return time;

        Refuse(
            ProblemCodes.BadTime,
            $"The time {name}='{Shorten(text)}' can't be read. Write ISO 8601, such as 2024-08-08T12:00:00Z (a '+' in an offset as %2B), "
            + "or milliseconds since 1970, up to the year 2100.");
        return null;
    }

    /// <summary>A version of a table, or a time. A number so small that it would be a time in 1970 is a version.</summary>
    public AsOf? AsOf(string name, string? text)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version < VersionsEnd)
            return new AsOf(version, Time: null);
        if (TryReadTime(text, out var time))
            return new AsOf(Version: null, time.ToDateTimeOffset());

        Refuse(
            ProblemCodes.BadAsOf,
            $"{name}='{Shorten(text)}' can't be read. Write a version of the table, such as 17, or a time: ISO 8601, such as "
            + "2024-08-08T12:00:00Z, or milliseconds since 1970.");
        return null;
    }

    /// <summary>A version of a table.</summary>
    public AsOf? Version(string name, string? text)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return new AsOf(version, Time: null);

        Refuse(ProblemCodes.BadAsOf, $"{name}='{Shorten(text)}' is not a version of a table. Write a number from 0 on, such as 17.");
        return null;
    }

    /// <summary>One of a few words; the first where none is given.</summary>
    public string OneOf(string code, string name, string? text, params ReadOnlySpan<string> allowed)
    {
        if (text is not null && !allowed.Contains(text))
            Refuse(code, $"{name}='{Shorten(text)}' is not allowed. Allowed are {string.Join(", ", allowed)}.");
        return text ?? allowed[0];
    }

    /// <summary>Keeps a problem, unless there is one already.</summary>
    public void Refuse(string code, string detail) => Problem ??= new Problem(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>Milliseconds since the Unix epoch, from 1970 to 2100.</summary>
    public static bool TryReadMilliseconds(string text, out Timestamp time)
    {
        time = default;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > TradeRules.Latest.UnixMilliseconds)
            return false;

        time = Timestamp.FromUnixMilliseconds(milliseconds);
        return true;
    }

    /// <summary>ISO 8601, UTC where it names no offset, or milliseconds since the Unix epoch.</summary>
    public static bool TryReadTime(string text, out Timestamp time)
    {
        if (TryReadMilliseconds(text, out time))
            return true;
        if (!DateTimeOffset.TryParseExact(text, IsoForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return false;

        time = Timestamp.From(date);
        return true;
    }

    /// <summary>What a client wrote, short enough for a sentence about it.</summary>
    public static string Shorten(string text) => text.Length <= 64 ? text : $"{text[..64]}…";
}
