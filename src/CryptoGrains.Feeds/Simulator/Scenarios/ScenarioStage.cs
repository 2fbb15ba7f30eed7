using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>What a scenario has to work with.</summary>
internal sealed record ScenarioStage(
    SimulatedMarket Market, Agenda Agenda, SimulatedInstrument Instrument, MarketFactor Factor, Xoshiro Random)
{
    /// <summary>Makes a trade of the scenario's instrument that happens and arrives now.</summary>
    public Trade Trade(long now, TakerSide side, double scale = 1)
    {
        Instrument.MoveTo(now, Factor, Random);
        return Market.MakeTrade(Instrument, now, side, Instrument.DrawLots(Random, scale), Random);
    }

    /// <summary>The same trade, arriving now.</summary>
    public Trade Again(in Trade trade, long now) => trade with { ReceiveTime = Market.ReceiveTimeOf(now, Random) };

    public TakerSide AnySide() => (Random.Next() >> 63) == 0 ? TakerSide.Buy : TakerSide.Sell;
}
