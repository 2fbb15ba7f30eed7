using System.Buffers;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors;

/// <summary>Detectors, trades and candles for tests.</summary>
internal static class Made
{
    public static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");

    public static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero));

    public static Timestamp At(double seconds) => new(Start.Microseconds + (long)(seconds * 1e6));

    public static Trade Trade(
        double seconds, double price, double quantity = 1, TakerSide side = TakerSide.Buy, string instrument = "BINANCE:BTCUSDT") =>
        new(Instrument.Parse(instrument), (long)(seconds * 1e6), (decimal)price, (decimal)quantity, side, At(seconds), At(seconds));

    public static Candle Bar(int number, double close, double volume = 10, double spread = 0.001, long? trades = 100) => new()
    {
        OpenTime = Start + (number * TimeSpan.FromMinutes(1)),
        Open = (decimal)close,
        High = (decimal)(close * (1 + spread)),
        Low = (decimal)(close * (1 - spread)),
        Close = (decimal)close,
        Volume = (decimal)volume,
        QuoteVolume = (decimal)(close * volume),
        TakerBuyVolume = (decimal)(volume / 2),
        TradeCount = trades,
        FirstTradeId = number,
        LastTradeId = number,
        Closed = true,
    };

    public static TradeDetector OfTrades(string name, params (string Name, double Value)[] values) =>
        (TradeDetector)Create(name, values);

    public static BarDetector OfBars(string name, params (string Name, double Value)[] values) => (BarDetector)Create(name, values);

    public static Detector Create(string name, params (string Name, double Value)[] values) =>
        DetectorCatalogue.Find(name)!.Create(Bitcoin, values.ToDictionary(value => value.Name, value => value.Value));

    public static List<Finding> Findings(this TradeDetector detector, IEnumerable<Trade> trades) =>
        [.. trades.Select(trade => detector.Apply(trade)).OfType<Finding>()];

    public static List<Finding> Findings(this BarDetector detector, IEnumerable<Candle> bars) =>
        [.. bars.Select(bar => detector.Apply(bar)).OfType<Finding>()];

    public static byte[] Saved(this Detector detector)
    {
        var bytes = new ArrayBufferWriter<byte>();
        detector.Save(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
