using CryptoGrains.Market;

namespace CryptoGrains.Bench;

/// <summary>Trades of many instruments as a market would send them: interleaved, rising in time, prices near each other.</summary>
internal static class SampleTrades
{
    public static Trade[] Make(int count, int instruments, int seed = 1)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, instruments).Select(i => Instrument.Parse($"BINANCE:S{i:00000}USDT")).ToArray();
        var ids = new long[instruments];
        var prices = Enumerable.Range(0, instruments).Select(_ => random.NextInt64(1_000, 10_000_000)).ToArray();
        var time = Timestamp.From(new DateTimeOffset(2024, 8, 8, 0, 0, 0, TimeSpan.Zero)).Microseconds;
        var trades = new Trade[count];
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(instruments);
            prices[at] = Math.Max(1, prices[at] + random.NextInt64(-3, 4));
            time += random.NextInt64(0, 200);
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
