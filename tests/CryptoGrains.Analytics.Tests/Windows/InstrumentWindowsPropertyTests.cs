using System.Buffers;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Analytics.Tests.Windows;

public sealed class InstrumentWindowsPropertyTests
{
    // 200 trades in steps of up to 4 s stay inside the lateness of 15 minutes, whatever their order.
    private static readonly Gen<Trade[]> Trades = TradeGen.Trades(TimeSpan.FromSeconds(4));

    [Fact]
    public void Candles_equal_the_recomputation_in_any_order_and_however_often_each_trade_comes()
    {
        var property = Prop.ForAll(
            (from trades in Trades
             from repeated in Gen.Elements(trades).ListOf(trades.Length)
             from shuffled in Gen.Shuffle(trades.Concat(repeated).ToArray())
             select (trades, shuffled)).ToArbitrary(),
            sample =>
            {
                var windows = Applied(sample.shuffled);
                Assert.Equal(sample.trades.Length, windows.TotalTrades);
                Assert.Equal(sample.shuffled.Length - sample.trades.Length, windows.Duplicates);
                Assert.Empty(windows.Gaps());
                foreach (var interval in Intervals.All)
                    Assert.Equal(Recomputation.Candles(sample.trades, interval), Values(windows, interval));
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_the_order_the_same_candles_are_closed_and_the_same_are_partial()
    {
        var property = Prop.ForAll(
            (from trades in Trades
             from shuffled in Gen.Shuffle(trades)
             select (trades, shuffled)).ToArbitrary(),
            sample =>
            {
                var (inOrder, anyOrder) = (Applied(sample.trades), Applied(sample.shuffled));
                foreach (var interval in Intervals.All)
                {
                    Assert.Equal(
                        All(inOrder, interval).Select(candle => candle with { Revision = 0 }),
                        All(anyOrder, interval).Select(candle => candle with { Revision = 0 }));
                }
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_snapshot_anywhere_goes_on_as_if_nothing_had_happened()
    {
        var property = Prop.ForAll(
            (from trades in Trades
             from shuffled in Gen.Shuffle(trades)
             from cut in Gen.Choose(0, trades.Length)
             select (shuffled, cut)).ToArbitrary(),
            sample =>
            {
                var restored = Restored(Applied(sample.shuffled[..sample.cut]));
                foreach (var trade in sample.shuffled[sample.cut..])
                    restored.Apply(trade);

                var whole = Applied(sample.shuffled);
                Assert.Equal(Snapshot(whole), Snapshot(restored));
                foreach (var interval in Intervals.All)
                    Assert.Equal(All(whole, interval), All(restored, interval));
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_has_changed_since_a_mark_brings_a_reader_to_the_present()
    {
        var property = Prop.ForAll(
            (from trades in Trades
             from holes in Gen.Elements(true, true, true, false).ListOf(trades.Length)
             from shuffled in Gen.Shuffle(trades.Where((_, i) => holes[i]).ToArray())
             from cut in Gen.Choose(0, shuffled.Length)
             from clock in Gen.Choose(0, 1_000)
             select (shuffled, cut, clock)).ToArbitrary(),
            sample =>
            {
                var windows = Applied(sample.shuffled[..sample.cut]);
                var mark = windows.Mark();
                var seen = Intervals.All.Select(interval => All(windows, interval).ToDictionary(candle => candle.OpenTime)).ToArray();
                foreach (var trade in sample.shuffled[sample.cut..])
                    windows.Apply(trade);
                windows.AdvanceClock(TradeGen.Start + TimeSpan.FromSeconds(sample.clock));

                foreach (var interval in Intervals.All)
                {
                    foreach (var candle in windows.CandlesChangedSince(interval, mark))
                        seen[(int)interval][candle.OpenTime] = candle;
                    Assert.Equal(All(windows, interval), seen[(int)interval].Values.OrderBy(candle => candle.OpenTime));
                }
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_bytes_make_the_reader_do_worse_than_refuse()
    {
        var good = Snapshot(Applied([.. Enumerable.Range(0, 50).Select(i => TradeGen.Trade(i * 2, TradeGen.Start + TimeSpan.FromSeconds(i)))]));
        var property = Prop.ForAll(
            (from place in Gen.Choose(0, good.Length - 1)
             from value in Gen.Choose(0, 255)
             from length in Gen.Choose(0, good.Length)
             select (place, value, length)).ToArbitrary(),
            damage =>
            {
                var bytes = good.ToArray();
                bytes[damage.place] = (byte)damage.value;
                ReadOrRefuse(bytes);
                ReadOrRefuse(good.AsSpan(0, damage.length));
            });
        property.QuickCheckThrowOnFailure();
        Assert.Throws<InvalidDataException>(() => WindowsCodec.Read(good.AsSpan(0, good.Length - 1)));
    }

    private static void ReadOrRefuse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            WindowsCodec.Read(bytes);
        }
        catch (InvalidDataException refused)
        {
            Assert.StartsWith("The snapshot", refused.Message);
        }
    }

    private static InstrumentWindows Applied(IEnumerable<Trade> trades)
    {
        var windows = new InstrumentWindows();
        foreach (var trade in trades)
            windows.Apply(trade);
        return windows;
    }

    private static InstrumentWindows Restored(InstrumentWindows windows) => WindowsCodec.Read(Snapshot(windows));

    private static byte[] Snapshot(InstrumentWindows windows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        WindowsCodec.Write(windows, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static IEnumerable<Candle> All(InstrumentWindows windows, Interval interval) =>
        windows.Candles(interval, from: null, to: null, int.MaxValue).Candles;

    private static IEnumerable<Candle> Values(InstrumentWindows windows, Interval interval) =>
        All(windows, interval).Select(Recomputation.Values);
}
