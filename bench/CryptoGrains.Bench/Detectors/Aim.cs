using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;
using static CryptoGrains.Feeds.Simulator.SimulatedEventKind;

namespace CryptoGrains.Bench.Detectors;

/// <summary>What one event of a detector is to find.</summary>
/// <param name="Detector">The detector.</param>
/// <param name="Events">Its events that count.</param>
/// <param name="Must">The kinds it must find: each label without a finding is a miss.</param>
/// <param name="May">The kinds it may find: a finding there is right as well, none is no miss.</param>
/// <param name="Patience">How long after a label's end a finding still is of it: what a candle takes to close.</param>
internal sealed record Aim(
    string Detector, string[] Events, SimulatedEventKind[] Must, SimulatedEventKind[] May, TimeSpan Patience)
{
    private static readonly TimeSpan ABar = TimeSpan.FromSeconds(62);

    public static Aim[] All { get; } =
    [
        new("isolation-forest", ["anomaly"], [PriceShift, VolumeSpike, PumpAndDump, FlashCrash], [WashTrading, Outage, StaleFeed], ABar),
        new("robust-z-return", ["return"], [PriceShift, PumpAndDump], [FlashCrash, Outage, StaleFeed], ABar),
        new("robust-z-volume", ["volume"], [VolumeSpike, PumpAndDump], [WashTrading, FlashCrash, Outage, StaleFeed], ABar),
        new("flash-crash", ["crash", "spike"], [FlashCrash], [PumpAndDump], TimeSpan.Zero),
        new("flash-crash", ["recovery"], [FlashCrash], [PumpAndDump], TimeSpan.FromMinutes(5)),
        new("pump-and-dump", ["pump"], [PumpAndDump], [], TimeSpan.Zero),
        new("pump-and-dump", ["dump"], [PumpAndDump], [], TimeSpan.FromMinutes(5)),
        new("stale-feed", ["silent"], [StaleFeed], [Outage], TimeSpan.FromSeconds(2)),
        new("venue-divergence", ["apart"], [PriceShift, PumpAndDump, FlashCrash], [], TimeSpan.FromSeconds(5)),
    ];

    /// <summary>Whether a finding's instrument is a label's.</summary>
    public bool IsAbout(Instrument found, Instrument labelled) => Detector switch
    {
        "venue-divergence" => found.Symbol == labelled.Symbol,
        "wash-trading" => found.Venue == labelled.Venue,
        _ => found == labelled,
    };
}
