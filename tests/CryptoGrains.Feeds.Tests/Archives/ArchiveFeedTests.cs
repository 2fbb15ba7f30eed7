using CryptoGrains.Feeds.Archives;
using CryptoGrains.Feeds.Border;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Archives;

public sealed class ArchiveFeedTests : IDisposable
{
    private const string SpotTrades = "28457,4.00000100,12.00000000,48.000012,1499865549590,True,True\n28458,4.1,2,8.2,1499865549591,False,True\n";
    private const string FuturesTrades = "id,price,qty,quote_qty,time,is_buyer_maker\n28457,4.00000100,12.00000000,48.000012,1499865549590,true\n28458,4.1,2,8.2,1499865549591,false\n";
    private const string SpotAggTrades = "28457,4.00000100,12.00000000,100,105,1499865549590,True,True\n28458,4.1,2,106,106,1499865549591,False,True\n";
    private const string FuturesAggTrades = "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n28457,4.00000100,12.00000000,100,105,1499865549590,true\n28458,4.1,2,106,106,1499865549591,false\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BTCUSDT-trades-2017-07.csv", SpotTrades, "BINANCE:BTCUSDT")]
    [InlineData("BTCUSDT-trades-2017-07-12.csv", FuturesTrades, "BINANCE:BTCUSDT.P")]
    [InlineData("BTCUSDT-aggTrades-2017-07.csv", SpotAggTrades, "BINANCE:BTCUSDT")]
    [InlineData("BTCUSDT-aggTrades-2017-07-12.csv", FuturesAggTrades, "BINANCE:BTCUSDT.P")]
    [InlineData("BTCUSDT_240628-trades-2024-06.csv", FuturesTrades, "BINANCE:BTCUSDT_240628")]
    public async Task Every_layout_gives_the_same_trades_plain_gzip_or_zip(string name, string text, string instrument)
    {
        var time = new Timestamp(1_499_865_549_590_000);
        var first = new Trade(Instrument.Parse(instrument), 28_457, 4.000001m, 12, TakerSide.Sell, time, time);
        var second = first with
        {
            Id = 28_458,
            Price = 4.1m,
            Quantity = 2,
            TakerSide = TakerSide.Buy,
            EventTime = new Timestamp(time.Microseconds + 1_000),
            ReceiveTime = new Timestamp(time.Microseconds + 1_000),
        };

        foreach (var file in (string[])[
            _folder.Write(name, text),
            _folder.Write(name, text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            _folder.Write(name + ".gz", TemporaryFolder.Gzip(text)),
            _folder.Write(name.Replace(".csv", ".zip", StringComparison.Ordinal), TemporaryFolder.Zip((name, text)))])
        {
            var batches = await Feed(file).BatchesAsync();

            Assert.Empty(batches.Letters());
            Assert.Equal([first, second], batches.Trades());
        }
    }

    [Fact]
    public async Task Times_in_microseconds_are_told_by_their_size_row_by_row()
    {
        var file = _folder.Write("BTCUSDT-trades-2025-01-01.csv", "1,1,1,1,1735689599999,True,True\n2,1,1,1,1735689600010866,True,True\n");

        var trades = (await Feed(file).BatchesAsync()).Trades();

        Assert.Equal([1_735_689_599_999_000, 1_735_689_600_010_866], trades.Select(trade => trade.EventTime.Microseconds));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_with_name_and_line_and_the_rest_goes_on()
    {
        var file = _folder.Write(
            "BTCUSDT-trades-2024-08.csv",
            "garbage\n1,1,1,1,1735689599999,True,True\n2,NaN,1,1,1735689599999,True,True\n3,1,1\n\n4,1,1,1,now,True,True\n5,1,1,1,1735689599999,maybe,True\n6,1,1,1,1735689599999,False,True\n");

        var batches = await Feed(file).BatchesAsync();

        Assert.Equal([1, 6], batches.Trades().Select(trade => trade.Id));
        Assert.Equal([1, 3, 4, 6, 7], batches.Letters().Select(letter => int.Parse(letter.Source.Split(':')[1])));
        Assert.Contains("price, column 2", batches.Letters()[1].Reason, StringComparison.Ordinal);
        Assert.Equal("2,NaN,1,1,1735689599999,True,True", batches.Letters()[1].Raw);
    }

    [Fact]
    public async Task A_zip_may_hold_several_files_and_a_bad_one_spoils_only_itself()
    {
        var file = _folder.Write("two.zip", TemporaryFolder.Zip(
            ("ETHUSDT-trades-2024-02.csv", SpotTrades), ("BTCUSDT-trades-2024-01.csv", SpotTrades), ("CHECKSUM", "0123abcd")));

        var batches = await Feed(file).BatchesAsync();

        Assert.Equal(
            ["BINANCE:BTCUSDT", "BINANCE:BTCUSDT", "BINANCE:ETHUSDT", "BINANCE:ETHUSDT"],
            batches.Trades().Select(trade => trade.Instrument.Name));
        Assert.Equal("two.zip/CHECKSUM:1", Assert.Single(batches.Letters()).Source);
    }

    [Fact]
    public async Task A_zip_that_is_cut_off_and_one_with_a_damaged_entry_are_told_and_the_next_file_follows()
    {
        var whole = TemporaryFolder.Zip(("BTCUSDT-trades-2024-01.csv", string.Concat(Enumerable.Range(1, 5_000).Select(Row))));
        var damaged = (byte[])whole.Clone();
        Array.Fill(damaged, (byte)0xff, whole.Length / 2, 50);
        _folder.Write("1.zip", whole[..(whole.Length / 2)]);
        _folder.Write("2.zip", damaged);
        _folder.Write("BTCUSDT-trades-2024-03.csv", SpotTrades);

        var batches = await Feed(_folder.PathOf("*")).BatchesAsync();

        Assert.Equal(["1.zip", "2.zip/BTCUSDT-trades-2024-01.csv"], batches.Letters().Select(letter => letter.Source.Split(':')[0]).Distinct());
        Assert.Equal(28_458, batches.Trades()[^1].Id);
    }

    [Fact]
    public async Task A_gzip_bomb_is_stopped()
    {
        var bomb = _folder.Write("BTCUSDT-trades-2024-01.csv.gz", TemporaryFolder.Gzip(new string('x', 100_000_000)));

        var letters = (await Feed(bomb).BatchesAsync()).Letters();

        Assert.Equal(2, letters.Count);
        Assert.Contains("longer than 1,048,576 bytes", letters[0].Reason, StringComparison.Ordinal);
        Assert.Contains("expands to more than 200 times", letters[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BTCUSDT-1h-2024-08.csv", "1735689600000,1,1,1,1,1\n", "klines")]
    [InlineData("BTCUSDT-trades-2024-08.csv", SpotAggTrades, "its name says Trades")]
    [InlineData("BTCUSD_PERP-trades-2024-08.csv", "1,1,1,1,1735689599999,true\n", "contracts")]
    [InlineData("BTCUSD-trades-2024-08.csv", "id,price,qty,base_qty,time,is_buyer_maker\n1,1,1,1,1735689599999,true\n", "contracts")]
    [InlineData("some.csv", SpotTrades, "does not tell the symbol")]
    public async Task A_file_that_is_not_what_is_wanted_is_told_in_one_sentence(string name, string text, string reason)
    {
        var batches = await Feed(_folder.Write(name, text)).BatchesAsync();

        Assert.Empty(batches.Trades());
        Assert.Contains(reason, Assert.Single(batches.Letters()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_instrument_can_be_said()
    {
        var feed = FeedFactory.Create($"archive:{_folder.Write("some.csv", SpotTrades)}?instrument=ethusdt", TimeProvider.System);

        Assert.All((await feed.BatchesAsync()).Trades(), trade => Assert.Equal("BINANCE:ETHUSDT", trade.Instrument.Name));
    }

    [Fact]
    public async Task Batches_are_a_thousand()
    {
        var file = _folder.Write("BTCUSDT-trades-2024-01.csv", string.Concat(Enumerable.Range(1, 2_500).Select(Row)));

        Assert.Equal([1_000, 1_000, 500, 0], (await Feed(file).BatchesAsync()).Select(batch => batch.Trades.Count));
    }

    [Fact]
    public async Task The_venues_clock_is_told_at_the_end_because_times_run_back_from_file_to_file()
    {
        _folder.Write("AUSDT-trades-2024-01.csv", Row(5) + Row(9) + Row(7));
        _folder.Write("BUSDT-trades-2024-01.csv", Row(1));

        var batches = await Feed(_folder.PathOf("*.csv")).BatchesAsync();

        Assert.All(batches.SkipLast(1), batch => Assert.Empty(batch.Clocks));
        var clock = Assert.Single(batches[^1].Clocks);
        Assert.Equal(("BINANCE", new Timestamp(1_735_689_600_009_000)), (clock.Venue, clock.Time));
    }

    [Fact]
    public async Task A_stamp_of_the_future_is_no_clock()
    {
        var file = _folder.Write("AUSDT-trades-2024-01.csv", "1,1,1,1,4000000000000,True,True\n");

        var last = (await Feed(file).BatchesAsync())[^1];

        Assert.Single(last.Clocks);
        Assert.Empty(new TradeGate().Pass("archive", last).Clocks);
    }

    [Fact]
    public async Task Without_a_trade_there_is_no_clock()
    {
        Assert.Empty(await Feed(_folder.Write("AUSDT-trades-2024-01.csv", string.Empty)).BatchesAsync());
    }

    private static string Row(int id) => $"{id},{60_000 + (id * 7 % 100)}.{id % 90 + 10},0.{id * 31 % 1000 + 1000},1,{1_735_689_600_000 + id},True,True\n";

    private static ArchiveFeed Feed(string target) => new(target, null, TimeProvider.System);
}
