using CryptoGrains.Market;

namespace CryptoGrains.Streams;

/// <summary>Where closed candles go for programs outside: each at least once, and again with each revision.</summary>
public interface IClosedCandles
{
    /// <summary>Sends a candle. Several may be under way; those of one instrument arrive in the order of the calls.</summary>
    /// <returns>Ends when the candle is kept there.</returns>
    /// <exception cref="TradeLogException">It could not be kept: the sentence says why.</exception>
    Task KeepAsync(Instrument instrument, Interval interval, Candle candle);
}
