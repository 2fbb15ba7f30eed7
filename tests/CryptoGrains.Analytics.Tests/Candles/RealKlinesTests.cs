using System.IO.Compression;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Candles;

/// <summary>Five days of an exchange's own candles: what it published for one interval is what its shorter ones add up to.</summary>
public sealed class RealKlinesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Rolled_up_minutes_are_the_exchanges_five_minutes()
    {
        var minutes = Read("binance-klines/2017-2024/BTCUSDT_1m.csv.gz");
        var published = Read("binance-klines/2017-2024/BTCUSDT_5m.csv.gz");
        var rolledUp = Rows.RolledUp(minutes, Minute, Interval.FiveMinutes).ToDictionary(row => row.OpenTime);
        var compared = published.Where(row => rolledUp.TryGetValue(row.OpenTime, out var made) && !made.Partial).ToArray();
        Assert.True(compared.Length > 1_000, $"{compared.Length} of {published.Length} candles could be compared.");
        Assert.All(compared, row => Assert.True(CandleRow.SameNumbers(row, rolledUp[row.OpenTime])));
    }

    [Fact]
    public void An_hour_is_the_same_by_way_of_five_minutes_and_straight()
    {
        var minutes = Read("binance-klines/2017-2024/BTCUSDT_1m.csv.gz");
        var fives = Rows.RolledUp(minutes, Minute, Interval.FiveMinutes);
        Assert.Equal(
            Rows.RolledUp(minutes, Minute, Interval.OneHour),
            Rows.RolledUp(fives, TimeSpan.FromMinutes(5), Interval.OneHour));
    }

    private static CandleRow[] Read(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedData.PathOf(name)), CompressionMode.Decompress));
        Assert.Equal("open_time_ms,open,high,low,close,volume", reader.ReadLine());
        var rows = new List<CandleRow>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            var numbers = fields.Skip(1).Select(decimal.Parse).ToArray();
            var candle = new Candle
            {
                OpenTime = Timestamp.FromUnixMilliseconds(long.Parse(fields[0])),
                Open = numbers[0],
                High = numbers[1],
                Low = numbers[2],
                Close = numbers[3],
                Volume = numbers[4],
                QuoteVolume = null,
                TakerBuyVolume = null,
                TradeCount = null,
                FirstTradeId = null,
                LastTradeId = null,
            };
            Assert.True(CandleRow.TryFrom(candle, CandleOrigin.Import, out var row, out var mistake), mistake);
            rows.Add(row);
        }

        return [.. rows];
    }
}
