using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>Compares two series candle by candle, column by column, but for the revisions: see <see cref="RevisionCheck"/>.</summary>
internal static class CandleCheck
{
    /// <summary>Compares them.</summary>
    /// <param name="log">Where differences are noted.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="served">What is served, in order.</param>
    /// <param name="expected">What was computed, in order.</param>
    public static void Compare(DifferenceLog log, string table, Instrument instrument, IReadOnlyList<Candle> served, IReadOnlyList<Candle> expected)
    {
        var (s, e) = (0, 0);
        while (s < served.Count || e < expected.Count)
        {
            log.Rows++;
            if (e == expected.Count || (s < served.Count && served[s].OpenTime < expected[e].OpenTime))
            {
                log.Add(table, instrument, served[s].OpenTime, "row", "there", "absent");
                s++;
            }
            else if (s == served.Count || expected[e].OpenTime < served[s].OpenTime)
            {
                log.Add(table, instrument, expected[e].OpenTime, "row", "absent", "there");
                e++;
            }
            else
            {
                Compare(log, table, instrument, served[s++], expected[e++]);
            }
        }
    }

    private static void Compare(DifferenceLog log, string table, Instrument instrument, in Candle served, in Candle expected)
    {
        var time = expected.OpenTime;
        log.Compare(table, instrument, time, "open", served.Open, expected.Open);
        log.Compare(table, instrument, time, "high", served.High, expected.High);
        log.Compare(table, instrument, time, "low", served.Low, expected.Low);
        log.Compare(table, instrument, time, "close", served.Close, expected.Close);
        log.Compare(table, instrument, time, "volume", served.Volume, expected.Volume);
        log.Compare(table, instrument, time, "quote volume", served.QuoteVolume, expected.QuoteVolume);
        log.Compare(table, instrument, time, "taker buy volume", served.TakerBuyVolume, expected.TakerBuyVolume);
        log.Compare(table, instrument, time, "trade count", served.TradeCount, expected.TradeCount);
        log.Compare(table, instrument, time, "first trade id", served.FirstTradeId, expected.FirstTradeId);
        log.Compare(table, instrument, time, "last trade id", served.LastTradeId, expected.LastTradeId);
        log.Compare(table, instrument, time, "closed", served.Closed, expected.Closed);
        log.Compare(table, instrument, time, "partial", served.Partial, expected.Partial);
    }
}
