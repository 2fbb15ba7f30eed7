using System.Diagnostics.CodeAnalysis;
using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>
/// One numbered stream of messages: <c>ticker:VENUE:SYMBOL</c>, <c>trades:VENUE:SYMBOL</c>, <c>candles:VENUE:SYMBOL:INTERVAL</c>, or <c>alerts</c>,
/// which is one for all.
/// </summary>
/// <param name="Kind">What it carries.</param>
/// <param name="Instrument">Of which instrument; of <c>alerts</c> the default, which names none.</param>
/// <param name="Interval">Of which interval; the shortest where the kind has none.</param>
[GenerateSerializer, Immutable]
public readonly record struct Channel(ChannelKind Kind, Instrument Instrument, Interval Interval = Interval.OneMinute)
{
    /// <summary>All that happens to rules and alerts.</summary>
    public static readonly Channel Alerts = new(ChannelKind.Alerts, default);

    private const string AlertsName = "alerts";

    /// <summary>What a name must look like: for error messages.</summary>
    public static readonly string Forms =
        $"{AlertsName}, ticker:VENUE:SYMBOL, trades:VENUE:SYMBOL or candles:VENUE:SYMBOL:INTERVAL with one of {string.Join(", ", Intervals.Names)}";

    /// <summary>Reads a channel's name; a symbol without a venue is the primary venue's.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, string primaryVenue, out Channel channel)
    {
        channel = Alerts;
        if (name == AlertsName)
            return true;

        channel = default;
        var colon = name?.IndexOf(':') ?? -1;
        if (colon <= 0)
            return false;

        var (kindName, rest) = (name![..colon], name[(colon + 1)..]);
        var interval = Interval.OneMinute;
        ChannelKind kind;
        switch (kindName)
        {
            case "ticker":
                kind = ChannelKind.Ticker;
                break;
            case "trades":
                kind = ChannelKind.Trades;
                break;
            case "candles" when rest.LastIndexOf(':') is var last and > 0 && Intervals.TryParse(rest[(last + 1)..], out interval):
                kind = ChannelKind.Candles;
                rest = rest[..last];
                break;
            default:
                return false;
        }

        if (!Instrument.TryParse(rest, primaryVenue, out var instrument))
            return false;

        channel = new Channel(kind, instrument, interval);
        return true;
    }

    /// <summary>The channel's name, with the venue.</summary>
    public override string ToString() => Kind switch
    {
        ChannelKind.Ticker => $"ticker:{Instrument}",
        ChannelKind.Trades => $"trades:{Instrument}",
        ChannelKind.Alerts => AlertsName,
        _ => $"candles:{Instrument}:{Interval.Name()}",
    };
}
