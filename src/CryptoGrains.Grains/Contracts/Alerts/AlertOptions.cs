namespace CryptoGrains.Grains;

/// <summary>The bounds of rules and alerts.</summary>
public sealed class AlertOptions
{
    /// <summary>The most rules: 10,000.</summary>
    public int MostRules { get; set; } = 10_000;

    /// <summary>The most alerts that are open at a time; one more resolves the oldest. 100,000.</summary>
    public int MostOpen { get; set; } = 100_000;

    /// <summary>The most alerts that are over and still remembered, so that a replay does not repeat them: 20,000. Of those before them only the latest time is.</summary>
    public int MostRemembered { get; set; } = 20_000;

    /// <summary>How many lines the channel keeps for those who come back: 1,000.</summary>
    public int ChannelHistory { get; set; } = 1_000;

    /// <summary>The most open alerts that the channel shows a newcomer, the newest: 1,000.</summary>
    public int MostShown { get; set; } = 1_000;

    /// <summary>After how many lines a snapshot of what they say is stored, so that a start need not read them all: 10,000.</summary>
    public int SnapshotEvery { get; set; } = 10_000;
}
