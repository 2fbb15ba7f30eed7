namespace CryptoGrains.Analytics.Detectors;

/// <summary>Chance that is the same for the same seed on every machine: SplitMix64 (Steele, Lea, Flood 2014).</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to a limit, without it.</summary>
    public int NextBelow(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>From 0 to 1, without 1.</summary>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1UL << 53));
}
