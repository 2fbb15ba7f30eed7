namespace CryptoGrains.Bench;

/// <summary>The inner loop of one candle in three representations: what docs/adr/0001-exact-numbers.md rests on.</summary>
internal static class NumbersBenchmark
{
    private const int Count = 1 << 16;
    private const int Repeats = 50;

    public static async Task RunAsync()
    {
        var random = new Random(1);
        var prices = new long[Count];
        var quantities = new long[Count];
        for (var i = 0; i < Count; i++)
        {
            prices[i] = 6_000_000 + random.Next(10_000);
            quantities[i] = random.Next(1, 100_000_000);
        }

        var decimals = prices.Zip(quantities, (price, quantity) => (price / 100m, quantity / 100_000m)).ToArray();
        var doubles = prices.Zip(quantities, (price, quantity) => (price / 100d, quantity / 100_000d)).ToArray();
        var sink = 0d;
        await Comparison.RunAsync(
            "numbers, integers beside decimal", "trades", Count * Repeats, () => sink += Integers(prices, quantities), "decimal", () => sink += Decimals(decimals));
        await Comparison.RunAsync(
            "numbers, integers beside double", "trades", Count * Repeats, () => sink += Integers(prices, quantities), "double", () => sink += Doubles(doubles));
        GC.KeepAlive(sink);
    }

    private static double Integers(long[] prices, long[] quantities)
    {
        var (high, low) = (0L, long.MaxValue);
        Int128 volume = 0, quote = 0, buys = 0;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            for (var i = 0; i < prices.Length; i++)
            {
                high = Math.Max(high, prices[i]);
                low = Math.Min(low, prices[i]);
                volume += quantities[i];
                quote += Math.BigMul(prices[i], quantities[i]);
                if ((i & 1) == 0)
                    buys += quantities[i];
            }
        }

        return (double)(volume + quote + buys + high + low);
    }

    private static double Decimals((decimal Price, decimal Quantity)[] trades)
    {
        var (high, low) = (0m, decimal.MaxValue);
        decimal volume = 0, quote = 0, buys = 0;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            for (var i = 0; i < trades.Length; i++)
            {
                high = Math.Max(high, trades[i].Price);
                low = Math.Min(low, trades[i].Price);
                volume += trades[i].Quantity;
                quote += trades[i].Price * trades[i].Quantity;
                if ((i & 1) == 0)
                    buys += trades[i].Quantity;
            }
        }

        return (double)(volume + quote + buys + high + low);
    }

    private static double Doubles((double Price, double Quantity)[] trades)
    {
        var (high, low) = (0d, double.MaxValue);
        double volume = 0, quote = 0, buys = 0;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            for (var i = 0; i < trades.Length; i++)
            {
                high = Math.Max(high, trades[i].Price);
                low = Math.Min(low, trades[i].Price);
                volume += trades[i].Quantity;
                quote += trades[i].Price * trades[i].Quantity;
                if ((i & 1) == 0)
                    buys += trades[i].Quantity;
            }
        }

        return volume + quote + buys + high + low;
    }
}
