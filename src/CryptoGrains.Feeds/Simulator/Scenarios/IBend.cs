namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>What a scenario does to the ordinary trades of its instrument.</summary>
internal interface IBend
{
    /// <summary>How far the price is off its own way, as a fraction of it.</summary>
    double Displacement(long now);

    /// <summary>Whether an ordinary trade is kept from arriving.</summary>
    bool HoldsBack(SimulatedInstrument instrument);
}
