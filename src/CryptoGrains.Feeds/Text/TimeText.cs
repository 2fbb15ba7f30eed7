using System.Globalization;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Text;

/// <summary>Reads lengths and moments as they are written in a feed's options.</summary>
internal static class TimeText
{
    /// <summary>Reads <c>30s</c>, <c>10m</c>, <c>1h</c> or <c>1d</c>: a whole number above 0, and its unit.</summary>
    public static bool TryParseLength(string text, out TimeSpan length)
    {
        length = default;
        if (text.Length is < 2 or > 8
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return false;
        }

        length = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.Zero,
        };
        return length > TimeSpan.Zero;
    }

    /// <summary>Reads a moment in ISO 8601, at UTC where it names no offset.</summary>
    public static bool TryParseMoment(string text, out Timestamp moment)
    {
        var isMoment = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        moment = Timestamp.From(time);
        return isMoment && moment >= TradeRules.Earliest && moment <= TradeRules.Latest;
    }
}
