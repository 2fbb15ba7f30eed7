using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Streams.Tests.Blocks;

public sealed class BlockRoundTripTests
{
    private const long AppendTime = 1_723_161_255_342_000;

    private static readonly string[] Names = ["BINANCE:BTCUSDT", "BINANCE:1000SATSUSDT", "A:B", "COINBASE:BTC-USD", "X:" + new string('9', 46)];

    private static readonly Gen<decimal> AcceptedNumbers =
        from mantissa in Gen.OneOf(
            Gen.Choose(1, int.MaxValue).Select(value => (long)value),
            ArbMap.Default.GeneratorFor<long>().Where(value => value > 0),
            Gen.Constant(TradeRules.MaxQuantityDigits))
        from decimals in Gen.Choose(0, TradeRules.MaxDecimals)
        from zeros in Gen.Choose(0, 8)
        select WithZeros(FixedPoint.ToDecimal(mantissa, decimals), zeros);

    private static readonly Gen<LogEntry> Entries =
        from name in Gen.Elements(Names)
        from id in Gen.OneOf(Gen.Choose(0, 5).Select(value => (long)value), ArbMap.Default.GeneratorFor<long>().Where(value => value >= 0))
        from price in AcceptedNumbers
        from quantity in AcceptedNumbers
        from side in Gen.Elements(TakerSide.Buy, TakerSide.Sell)
        from time in Gen.OneOf(
            Gen.Choose(-1000, 1000).Select(value => AppendTime + value),
            Gen.Elements(TradeRules.Earliest.Microseconds, TradeRules.Latest.Microseconds, long.MaxValue, long.MinValue))
        from delay in Gen.OneOf(Gen.Constant(0L), Gen.Choose(-2_000_000, 2_000_000).Select(value => (long)value), ArbMap.Default.GeneratorFor<long>())
        from isClock in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select isClock
            ? LogEntry.Clock(name[..name.IndexOf(':')], new Timestamp(time))
            : LogEntry.Of(new Trade(Instrument.Parse(name), id, price, quantity, side, new Timestamp(time), new Timestamp(unchecked(time + delay))));

    [Fact]
    public void Any_accepted_trade_comes_back_as_it_was()
    {
        Prop.ForAll(Entries.NonEmptyListOf().ToArbitrary(), entries =>
        {
            var written = entries.ToArray();
            return RoundTrip(written).SequenceEqual(Trades.At(7, written));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_number_comes_back_with_its_fewest_decimals()
    {
        var trade = Trades.Of(Names[0], 1)[0].Trade with { Price = 61837.63000000m, Quantity = 0.02000000m };

        var read = RoundTrip([LogEntry.Of(trade)])[0].Trade;

        Assert.Equal(("61837.63", "0.02"), (read.Price.ToString(), read.Quantity.ToString()));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("0.000000000000001")]
    [InlineData("-1.5")]
    [InlineData("0")]
    public void A_number_that_no_rule_accepts_is_kept_all_the_same(string number)
    {
        var value = decimal.Parse(number);
        var trade = Trades.Of(Names[0], 1)[0].Trade with { Price = value, Quantity = value };

        Assert.Equal([LogEntry.Of(trade).At(7)], RoundTrip([LogEntry.Of(trade)]));
    }

    [Fact]
    public void A_block_of_the_longest_records_is_within_the_limits()
    {
        var entries = Enumerable.Range(0, BlockLimits.MaxRecords).Select(i => LogEntry.Of(new Trade(
            Instrument.Parse($"X:{new string('A', 40)}{i:D6}"),
            i % 2 == 0 ? long.MaxValue : long.MinValue,
            decimal.MaxValue,
            decimal.MinValue,
            TakerSide.Sell,
            new Timestamp(i % 2 == 0 ? long.MaxValue / 2 : long.MinValue / 2),
            new Timestamp(i % 3 == 0 ? long.MaxValue / 2 : long.MinValue / 2)))).ToArray();

        Assert.Equal(Trades.At(7, entries), RoundTrip(entries));
    }

    [Fact]
    public void An_array_of_a_batch_stays_out_of_the_large_object_heap()
    {
        const int largeObject = 85_000;
        const int arrayHeader = 24;

        Assert.True((System.Runtime.CompilerServices.Unsafe.SizeOf<LogEntry>() * BlockLimits.MaxRecords) + arrayHeader < largeObject);
    }

    private static LogEntry[] RoundTrip(LogEntry[] written)
    {
        var encoder = new BlockEncoder();
        encoder.Add(written, 7, AppendTime);
        encoder.Seal();

        var decoder = new BlockDecoder();
        var read = new List<LogEntry>();
        for (var bytes = encoder.Written; bytes.Length > 0;)
        {
            Assert.True(BlockHeader.TryRead(bytes, out var header));
            var body = bytes.Slice(BlockHeader.Size, header.BodyLength);
            Assert.Equal(header.BodyChecksum, Checksum.Of(body));
            var entries = new LogEntry[header.Count];
            decoder.Decode(header, body, entries);
            read.AddRange(entries);
            bytes = bytes[header.BlockLength..];
        }

        return [.. read];
    }

    /// <summary>The same number written with more zeros, as exchanges do.</summary>
    private static decimal WithZeros(decimal value, int zeros)
    {
        for (var i = 0; i < zeros && value.Scale < 28 && value < decimal.MaxValue / 100; i++)
            value *= 1.0m;
        return value;
    }
}
