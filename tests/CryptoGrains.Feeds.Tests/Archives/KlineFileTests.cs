using CryptoGrains.Feeds.Archives;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds.Tests.Archives;

public sealed class KlineFileTests : IDisposable
{
    private const string Header = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n";
    private const string Row = "1601510400000,4.15070000,4.15870000,4.15060000,4.15540000,539.23,1601513999999,2240.398609,13,401.82,1669.981213,0\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    public async Task All_twelve_columns_land_where_they_belong(string header)
    {
        var file = KlineFile.Find(_folder.Write("BNBUSDT-1h-2020-10.zip", TemporaryFolder.Zip(("BNBUSDT-1h-2020-10.csv", header + Row))), TimeProvider.System);

        var (rows, letters) = await ReadAsync(file);

        Assert.Empty(letters);
        Assert.Equal(("BINANCE:BNBUSDT", "1h"), (file.Instrument.Name, file.Interval.Name));
        Assert.Equal(
            new Kline(new Timestamp(1_601_510_400_000_000), 4.1507m, 4.1587m, 4.1506m, 4.1554m, 539.23m, 2240.398609m, 13, 401.82m),
            Assert.Single(rows));
    }

    [Fact]
    public async Task Microseconds_are_told_by_their_size()
    {
        var (rows, _) = await ReadTextAsync("1735689600000000,1,1,1,1,1,1735693199999999,1,1,1,1,0\n");

        Assert.Equal(1_735_689_600_000_000, Assert.Single(rows).OpenTime.Microseconds);
    }

    [Theory]
    [InlineData("1735689600001,1,1,1,1,1", "no interval of 1h begins")]
    [InlineData("1735689600000,1,2,3,1,1", "do not lie between")]
    [InlineData("1735689600000,0,1,0,1,1", "low of 0 is not positive")]
    [InlineData("1735689600000,1,1,1,1,-1", "negative")]
    [InlineData("1735689600000,1,1,1,NaN,1", "columns 2 to 5")]
    [InlineData("1735689600000,1,1,1,1", "volume, column 6")]
    [InlineData("9223372036854775807,1,1,1,1,1", "outside the years")]
    [InlineData("1735689600000,1,1,1,1,1,1735693199999,1,x,1,1,0", "columns 8 to 10")]
    [InlineData("1735689600000,1,1,1,1,1,1735693199999,1,1,2,1,0", "more than the volume")]
    public async Task A_row_that_makes_no_sense_is_told_and_the_rest_goes_on(string row, string reason)
    {
        var (rows, letters) = await ReadTextAsync($"1735686000000,1,1,1,1,1\n{row}\n1735693200000,1,1,1,1,1\n");

        Assert.Equal(2, rows.Count);
        var letter = Assert.Single(letters);
        Assert.Equal("BTCUSDT-1h-2025.csv:2", letter.Source);
        Assert.Contains(reason, letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_files_are_read_whole_and_what_they_lack_is_null()
    {
        var file = KlineFile.Find(SharedData.PathOf("binance-klines/2017-2024/BTCUSDT_1h.csv.gz"), TimeProvider.System);

        var (rows, letters) = await ReadAsync(file);

        Assert.Empty(letters);
        Assert.Equal(58_419, rows.Count);
        Assert.Equal(("BINANCE:BTCUSDT", "1h"), (file.Instrument.Name, file.Interval.Name));
        Assert.Equal(
            new Kline(Timestamp.FromUnixMilliseconds(1_502_942_400_000), 4261.48m, 4313.62m, 4261.32m, 4308.83m, 47.181009m, null, null, null),
            rows[0]);
    }

    [Fact]
    public async Task Prices_below_a_millionth_are_read_exactly_as_they_are_written()
    {
        var (rows, letters) = await ReadAsync(KlineFile.Find(SharedData.PathOf("binance-klines/2024/PEPEUSDT_1h.csv.gz"), TimeProvider.System));

        Assert.Empty(letters);
        Assert.Equal(0.00000099m, rows.Single(row => row.OpenTime.UnixMilliseconds == 1_706_011_200_000).Low);
    }

    [Fact]
    public async Task Every_real_file_is_readable()
    {
        foreach (var path in Directory.GetFiles(SharedData.PathOf("binance-klines/2024"), "*_1d.csv.gz"))
        {
            var (rows, letters) = await ReadAsync(KlineFile.Find(path, TimeProvider.System));
            Assert.Empty(letters);
            Assert.NotEmpty(rows);
        }
    }

    [Fact]
    public void What_a_name_does_not_tell_must_be_said()
    {
        var unnamed = _folder.Write("candles.csv", Row);
        var unserved = _folder.Write("BTCUSDT-1mo-2024.csv", Row);

        Assert.Contains("does not tell the symbol", Assert.Throws<FeedException>(() => KlineFile.Find(unnamed, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Contains("3d, 1w, and a month has no fixed length", Assert.Throws<FeedException>(() => KlineFile.Find(unserved, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Contains("no file", Assert.Throws<FeedException>(() => KlineFile.Find(_folder.PathOf("none"), TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Equal(
            "1d", KlineFile.Find(unnamed, TimeProvider.System, Instrument.Parse("BINANCE:X"), KlineInterval.Find("1d")).Interval.Name);
    }

    [Theory]
    [InlineData("1w", 1_735_516_800_000)]
    [InlineData("3d", 1_735_516_800_000)]
    [InlineData("8h", 1_735_545_600_000)]
    [InlineData("1s", 1_735_516_801_000)]
    public async Task Lengths_that_are_not_served_are_read_too(string interval, long openTime)
    {
        var file = KlineFile.Find(_folder.Write($"BTCUSDT-{interval}-2024-12.csv", $"{openTime},1,1,1,1,1\n{openTime + 500},1,1,1,1,1\n"), TimeProvider.System);

        var (rows, letters) = await ReadAsync(file);

        Assert.Equal(openTime, Assert.Single(rows).OpenTime.UnixMilliseconds);
        Assert.Contains($"no interval of {interval} begins", Assert.Single(letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_under_a_folder_of_futures_is_of_the_perpetual()
    {
        Directory.CreateDirectory(_folder.PathOf("futures"));

        var file = KlineFile.Find(_folder.Write("futures/BTCUSDT-1d-2024-08.csv", Row), TimeProvider.System);

        Assert.Equal("BINANCE:BTCUSDT.P", file.Instrument.Name);
    }

    private Task<(List<Kline> Rows, List<DeadLetter> Letters)> ReadTextAsync(string text) =>
        ReadAsync(KlineFile.Find(_folder.Write("BTCUSDT-1h-2025.csv", text), TimeProvider.System));

    private static async Task<(List<Kline> Rows, List<DeadLetter> Letters)> ReadAsync(KlineFile file)
    {
        var rows = new List<Kline>();
        var letters = new List<DeadLetter>();
        await foreach (var batch in file.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.AddRange(batch.Rows);
            letters.AddRange(batch.Unreadable);
        }

        return (rows, letters);
    }
}
