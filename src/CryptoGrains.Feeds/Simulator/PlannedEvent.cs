namespace CryptoGrains.Feeds.Simulator;

/// <summary>Something to inject: what, where, when, how much.</summary>
/// <param name="Kind">What.</param>
/// <param name="Rank">The instrument, by its place in <see cref="SimulatedMarket.Instruments"/>; the busiest is 0.</param>
/// <param name="At">When, from the start of the simulation.</param>
/// <param name="Duration">How long it takes, or how far at most a late or future trade is off.</param>
/// <param name="Size">How much: see each of the methods that make one.</param>
public sealed record PlannedEvent(SimulatedEventKind Kind, int Rank, TimeSpan At, TimeSpan Duration, double Size)
{
    /// <summary>
    /// A fall by <paramref name="drop"/> (0.02 is 2 %) in twelve moves within 1.1 s, and the way back in
    /// <paramref name="recovery"/>.
    /// </summary>
    public static PlannedEvent FlashCrash(int rank, TimeSpan at, double drop = 0.02, TimeSpan? recovery = null) =>
        new(SimulatedEventKind.FlashCrash, rank, at, recovery ?? TimeSpan.FromSeconds(30), drop);

    /// <summary>
    /// A rise by <paramref name="rise"/> (0.3 is 30 %) in the first 60 % of the time, and most of the way back in the rest.
    /// </summary>
    public static PlannedEvent PumpAndDump(int rank, TimeSpan at, double rise = 0.3, TimeSpan? duration = null) =>
        new(SimulatedEventKind.PumpAndDump, rank, at, duration ?? TimeSpan.FromMinutes(4), rise);

    /// <summary>
    /// Wash trades that make up about <paramref name="share"/> (0.6 is 60 %) of the instrument's volume meanwhile.
    /// </summary>
    public static PlannedEvent WashTrading(int rank, TimeSpan at, double share = 0.6, TimeSpan? duration = null) =>
        new(SimulatedEventKind.WashTrading, rank, at, duration ?? TimeSpan.FromMinutes(5), share);

    /// <summary>Trades go missing, <paramref name="atLeast"/> of them or more.</summary>
    public static PlannedEvent Outage(int rank, TimeSpan at, int atLeast = 3, TimeSpan? duration = null) =>
        new(SimulatedEventKind.Outage, rank, at, duration ?? TimeSpan.FromSeconds(20), atLeast);

    /// <summary><paramref name="count"/> trades are sent again within some seconds.</summary>
    public static PlannedEvent Duplicates(int rank, TimeSpan at, int count = 20) =>
        new(SimulatedEventKind.Duplicates, rank, at, TimeSpan.FromSeconds(10), count);

    /// <summary><paramref name="count"/> trades arrive late, by 5 s to <paramref name="longest"/>.</summary>
    public static PlannedEvent LateTrades(int rank, TimeSpan at, int count = 10, TimeSpan? longest = null) =>
        new(SimulatedEventKind.LateTrades, rank, at, longest ?? TimeSpan.FromHours(1), count);

    /// <summary><paramref name="count"/> trades are stamped ahead, by 1 minute to <paramref name="farthest"/>.</summary>
    public static PlannedEvent FutureTrades(int rank, TimeSpan at, int count = 10, TimeSpan? farthest = null) =>
        new(SimulatedEventKind.FutureTrades, rank, at, farthest ?? TimeSpan.FromMinutes(10), count);

    /// <summary>The price goes off by <paramref name="shift"/> (0.02 is 2 %), up or down, and returns.</summary>
    public static PlannedEvent PriceShift(int rank, TimeSpan at, double shift = 0.02, TimeSpan? duration = null) =>
        new(SimulatedEventKind.PriceShift, rank, at, duration ?? TimeSpan.FromMinutes(2), shift);

    /// <summary><paramref name="times"/> the ordinary volume on top of it, at the price as it is.</summary>
    public static PlannedEvent VolumeSpike(int rank, TimeSpan at, double times = 12, TimeSpan? duration = null) =>
        new(SimulatedEventKind.VolumeSpike, rank, at, duration ?? TimeSpan.FromMinutes(2), times);

    /// <summary>The instrument is silent.</summary>
    public static PlannedEvent StaleFeed(int rank, TimeSpan at, TimeSpan? duration = null) =>
        new(SimulatedEventKind.StaleFeed, rank, at, duration ?? TimeSpan.FromMinutes(5), 1);
}
