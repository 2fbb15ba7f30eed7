namespace CryptoGrains.Grains;

/// <summary>The limits of an instrument's grain.</summary>
public sealed class SymbolGrainOptions
{
    /// <summary>How far apart two messages of a channel are at the least; what comes in between is gathered, live values as the latest: 100 ms.</summary>
    public TimeSpan Conflation { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After how long without renewal an observer is forgotten: 3 minutes.</summary>
    public TimeSpan ObserverExpiry { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How many messages a channel keeps for those who come back: 1,000.</summary>
    public int ChannelHistory { get; set; } = 1_000;

    /// <summary>The most trades in one message of the tape; of more, the newest: 100.</summary>
    public int TradesPerMessage { get; set; } = 100;
}
