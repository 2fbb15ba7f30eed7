using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Archive;

/// <summary>Trades as the tests of the archive need them.</summary>
internal static class SampleTrades
{
    public static readonly Timestamp Midnight = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    public static readonly string[] Names = ["BINANCE:BTCUSDT", "BINANCE:ETHUSDT", "KRAKEN:XBTUSD", "BINANCE:PEPEUSDT"];

    /// <summary>One trade.</summary>
    public static Trade Of(string instrument, long id, TimeSpan afterMidnight, decimal price = 100.5m, decimal quantity = 2) => new(
        Instrument.Parse(instrument),
        id,
        price,
        quantity,
        id % 3 == 0 ? TakerSide.Sell : TakerSide.Buy,
        Midnight + afterMidnight,
        Midnight + afterMidnight + TimeSpan.FromMilliseconds(5));

    /// <summary>Trades of several instruments around midnight, in order of time, some of which come twice and some late.</summary>
    public static List<Trade> Some(int count, int seed = 1)
    {
        var random = new Random(seed);
        var ids = new long[Names.Length];
        var trades = new List<Trade>(count);
        for (var i = 0; i < count; i++)
        {
            if (trades.Count > 0 && random.Next(10) == 0)
            {
                // The same record again, as a feed sends it after a broken connection.
                trades.Add(trades[random.Next(trades.Count)]);
                continue;
            }

            var which = random.Next(Names.Length);
            var late = random.Next(20) == 0 ? TimeSpan.FromHours(random.Next(1, 30)) : TimeSpan.Zero;
            trades.Add(Of(
                Names[which],
                ++ids[which],
                TimeSpan.FromSeconds(i - (count / 2)) - late,
                random.Next(1, 1_000_000) / 100m,
                random.Next(1, 1_000_000) / 1_000_000m));
        }

        return trades;
    }
}
