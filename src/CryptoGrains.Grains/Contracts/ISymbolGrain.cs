using CryptoGrains.Market;
using Orleans.Concurrency;

namespace CryptoGrains.Grains;

/// <summary>One instrument, live: its candles of all intervals, its statistics, its channels. The key is the instrument's name.</summary>
public interface ISymbolGrain : IChannelGrain
{
    /// <summary>Takes in a run of the trade log. What the grain's state already holds is passed over, so any run may come twice.</summary>
    Task ApplyAsync(TradeBatch batch);

    /// <summary>Writes the grain's state, if it has changed since it was last written.</summary>
    /// <returns>The offset before which all of the instrument's trades are in the stored state.</returns>
    Task<long> CheckpointAsync();

    /// <summary>Ends this activation. The next call brings the grain up again from its stored state, near whoever calls.</summary>
    Task ReleaseAsync();

    /// <summary>Lets go of candles that the history serves: those that end at or before a time.</summary>
    Task ForgetAsync(Timestamp served);

    /// <summary>The candles that the grain holds; null candles where nothing has changed since the version the caller knows.</summary>
    [ReadOnly]
    Task<CandlePage> GetCandlesAsync(CandleQuery query);

    /// <summary>The running statistics; null where the instrument has never traded.</summary>
    [ReadOnly]
    Task<MarketStatistics?> GetStatisticsAsync();

    /// <summary>The ranges of trade ids that are missing and the time they fall into, oldest first.</summary>
    [ReadOnly]
    Task<TradeGaps> GetGapsAsync();
}
