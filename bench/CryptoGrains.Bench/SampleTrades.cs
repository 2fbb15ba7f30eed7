using CryptoGrains.Market;

namespace CryptoGrains.Bench;

/// <summary>Trades of many instruments as a market would send them: interleaved, rising in time, prices near each other.</summary>
internal static class SampleTrades
{
    /// <summary>The event time of the first trade.</summary>
    public static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2024, 8, 8, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The name of the <paramref name="number"/>th instrument.</summary>
    public static string Name(int number) => $"BINANCE:S{number:000000}USDT";

    /// <summary>Makes trades of the instruments numbered from <paramref name="first"/> on, at a steady rate a second of event time.</summary>
    public static Trade[] Make(int count, int instruments, int first = 0, int perSecond = 10_000)
    {
        var random = new Random(first + 1);
        var names = Enumerable.Range(first, instruments).Select(i => Instrument.Parse(Name(i))).ToArray();
        var ids = new long[instruments];
        var prices = Enumerable.Range(0, instruments).Select(_ => random.NextInt64(1_000, 10_000_000)).ToArray();
        var time = Start.Microseconds;
        var trades = new Trade[count];
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(instruments);
            prices[at] = Math.Max(1, prices[at] + random.NextInt64(-3, 4));
            time += random.NextInt64(0, 2_000_000 / perSecond);
            trades[i] = new Trade(
                names[at],
                ++ids[at],
                FixedPoint.ToDecimal(prices[at], 2),
                FixedPoint.ToDecimal(random.NextInt64(1, 10_000_000), 5),
                (TakerSide)random.Next(2),
                new Timestamp(time),
                new Timestamp(time + 1_000),
                i);
        }

        return trades;
    }
}
