namespace CryptoGrains.Feeds.Simulator;

/// <summary>What a simulated instrument is like.</summary>
/// <param name="Symbol">Its symbol at the venue <c>SIM</c>.</param>
/// <param name="Price">The price it starts at and is drawn back to.</param>
/// <param name="PriceDecimals">Its tick is one of the last of so many decimals.</param>
/// <param name="LotDecimals">Its lot is one of the last of so many decimals.</param>
/// <param name="Beta">How far it goes when the market goes by 1.</param>
/// <param name="Deviation">The deviation of its own moves over one second, beside the market's.</param>
internal sealed record InstrumentProfile(
    string Symbol, double Price, int PriceDecimals, int LotDecimals, double Beta, double Deviation)
{
    // A price has at least so many ticks, so that a move of 0.1 % shows.
    private const double FewestTicks = 1_500;

    // A lot is worth at most so much, so that the smallest trades are still many lots.
    private const double DearestLot = 1.0;

    private static readonly (string Symbol, double Price, int PriceDecimals, int LotDecimals)[] Known =
    [
        ("BTCUSDT", 64_000, 2, 5),
        ("ETHUSDT", 3_200, 2, 4),
        ("SOLUSDT", 150, 2, 3),
        ("XRPUSDT", 0.52, 4, 0),
        ("DOGEUSDT", 0.12, 5, 0),
        ("BNBUSDT", 580, 1, 3),
        ("PEPEUSDT", 0.000_012, 8, 0),
        ("SHIBUSDT", 0.000_018, 8, 0),
        ("ADAUSDT", 0.41, 4, 1),
        ("AVAXUSDT", 27, 2, 2),
        ("LINKUSDT", 13.5, 2, 2),
        ("TRXUSDT", 0.13, 4, 1),
        ("DOTUSDT", 6.1, 3, 2),
        ("LTCUSDT", 82, 2, 3),
        ("BCHUSDT", 390, 1, 3),
        ("NEARUSDT", 5.2, 3, 1),
        ("UNIUSDT", 8.7, 3, 2),
        ("APTUSDT", 7.4, 2, 2),
        ("FLOKIUSDT", 0.000_17, 8, 0),
        ("BONKUSDT", 0.000_024, 8, 0),
    ];

    /// <summary>Makes the profile of the instrument at a rank, the busiest being 0.</summary>
    public static InstrumentProfile Make(int rank, Xoshiro random)
    {
        var beta = random.NextBetween(0.7, 1.3);
        var deviation = random.NextBetween(0.6e-4, 1.4e-4);
        if (rank < Known.Length)
        {
            var (symbol, known, priceDecimals, lotDecimals) = Known[rank];
            return new InstrumentProfile(symbol, known, priceDecimals, lotDecimals, beta, deviation);
        }

        var price = PlainMath.LogUniform((uint)random.Next());
        for (var decade = random.NextBelow(8); decade < 5; decade++)
            price /= 10;
        return new InstrumentProfile(
            $"S{rank:D5}USDT", price, DecimalsFor(FewestTicks / price), DecimalsFor(price / DearestLot), beta, deviation);
    }

    // The least d with 10^d >= count.
    private static int DecimalsFor(double count)
    {
        var decimals = 0;
        for (var power = 1.0; power < count; power *= 10)
            decimals++;
        return decimals;
    }
}
