using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Tests;

/// <summary>Trades for tests: id, second after midnight, price.</summary>
internal static class Sample
{
    public static readonly Timestamp Midnight = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    public static Timestamp At(double seconds) => Midnight + TimeSpan.FromSeconds(seconds);

    public static Trade Trade(long id, double seconds, decimal price = 100m, Instrument? instrument = null, long offset = -1) =>
        new(instrument ?? GrainNode.Bitcoin, id, price, 1m, TakerSide.Buy, At(seconds), At(seconds), offset);

    public static LogEntry Entry(long id, double seconds, decimal price = 100m, Instrument? instrument = null) =>
        LogEntry.Of(Trade(id, seconds, price, instrument));

    public static LogEntry Clock(double seconds, string venue = "BINANCE") => LogEntry.Clock(venue, At(seconds));
}
