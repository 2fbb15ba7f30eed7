using CryptoGrains.Market;

namespace CryptoGrains.Streams.Tests;

/// <summary>Trades as tests need them.</summary>
internal static class Trades
{
    public static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");

    private static readonly Timestamp Begin = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Trades of one instrument that look like a market's: ids without a hole, prices that wander, times that sometimes stand.</summary>
    public static LogEntry[] Of(string instrument, int count, long firstId = 3_735_683_259)
    {
        var random = new Random((int)(firstId % int.MaxValue));
        var parsed = Instrument.Parse(instrument);
        var (price, time) = (6_183_763L, Begin);
        var entries = new LogEntry[count];
        for (var i = 0; i < count; i++)
        {
            price += random.Next(-50, 51);
            time += TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(400) : 0);
            entries[i] = LogEntry.Of(new Trade(
                parsed,
                firstId + i,
                price / 100m,
                random.Next(1, 1_000_000) / 100_000m,
                (TakerSide)random.Next(2),
                time,
                time + TimeSpan.FromMicroseconds(random.Next(1_000, 90_000))));
        }

        return entries;
    }

    /// <summary>The same records as the log gives them back when the first has this offset.</summary>
    public static LogEntry[] At(long first, IEnumerable<LogEntry> entries) => [.. entries.Select((entry, i) => entry.At(first + i))];
}
