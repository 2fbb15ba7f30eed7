namespace CryptoGrains.Feeds.Simulator;

/// <summary>What all instruments have in common: the market's way, and how excited it is.</summary>
/// <remarks>A walk in steps of 100 ms. Its variance follows a GARCH(1,1), so calm and storm each last for minutes.</remarks>
internal sealed class MarketFactor(Xoshiro random)
{
    private const long StepNanoseconds = 100_000_000;
    private const double StepDeviation = 0.32e-4;

    // Weights of the long-run mean, the last shock and the last variance; they sum to 1. The memory is some 200 s.
    private const double Rest = 0.000_5;
    private const double Shock = 0.01;
    private const double Memory = 1 - Rest - Shock;

    private const double GreatestVariance = 25;

    private long _time;
    private double _variance = 1;

    /// <summary>The sum of the market's moves so far, as a fraction of its price.</summary>
    public double Level { get; private set; }

    /// <summary>By how much every move is greater than in an ordinary hour.</summary>
    public double Excitement { get; private set; } = 1;

    /// <summary>Goes on to a time.</summary>
    public void AdvanceTo(long nanoseconds)
    {
        for (; _time + StepNanoseconds <= nanoseconds; _time += StepNanoseconds)
        {
            var shock = random.NextBell();
            Level += StepDeviation * Excitement * shock;
            _variance = Math.Min(Rest + (Shock * shock * shock * _variance) + (Memory * _variance), GreatestVariance);
            Excitement = Math.Sqrt(_variance);
        }
    }
}
