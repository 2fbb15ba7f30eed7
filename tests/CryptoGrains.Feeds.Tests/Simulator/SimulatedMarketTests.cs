using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Simulator;

public class SimulatedMarketTests
{
    private static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_same_seed_gives_the_same_market_to_the_bit_on_every_machine()
    {
        // Written down from a first run: it changes only when the simulator is meant to change.
        Assert.Equal("6C4EC93398147030111A6FBA6F1BF328", Hash(Market(seed: 42, events: true), 50_000));
    }

    [Fact]
    public void Another_seed_gives_another_market() =>
        Assert.NotEqual(Hash(Market(seed: 1), 1_000), Hash(Market(seed: 2), 1_000));

    [Fact]
    public void Every_trade_can_be_counted_and_ids_are_contiguous()
    {
        var market = Market(instruments: 2_000, rate: 100_000);
        var next = market.Instruments.ToDictionary(instrument => instrument, _ => Start.Microseconds);
        var last = default(Trade);
        for (var i = 0; i < 300_000; i++)
        {
            var trade = market.Next();
            Assert.Null(TradeRules.Refuse(trade));
            Assert.Equal(next[trade.Instrument]++, trade.Id);
            Assert.True(trade.EventTime >= last.EventTime && trade.ReceiveTime >= last.ReceiveTime);
            Assert.True((trade.ReceiveTime - trade.EventTime).TotalMilliseconds is > 1.9 and < 10.1);
            last = trade;
        }
    }

    [Fact]
    public void Trades_come_at_the_rate_asked_for_and_mostly_in_the_busiest_instruments()
    {
        var market = Market(instruments: 1_000, rate: 1_000);
        var trades = Take(market, 200_000);

        Assert.InRange((trades[^1].EventTime - Start).TotalSeconds, 196, 204);
        var shares = trades.GroupBy(trade => trade.Instrument).Select(group => group.Count() / 200_000.0).OrderDescending().ToList();
        Assert.Equal("SIM:BTCUSDT", trades.GroupBy(trade => trade.Instrument).MaxBy(group => group.Count())!.Key.Name);

        // Zipf over 1,000: the first has 1 / H(1000) = 13.4 %.
        Assert.InRange(shares[0], 0.128, 0.140);
        Assert.InRange(shares[1] / shares[0], 0.45, 0.55);
    }

    [Fact]
    public void First_digits_of_quantities_follow_Benford()
    {
        var counts = new int[10];
        foreach (var trade in Take(Market(instruments: 100, rate: 1_000), 200_000))
            counts[FirstDigit(trade.Quantity)]++;

        for (var digit = 1; digit <= 9; digit++)
            Assert.InRange(counts[digit] / 200_000.0, Math.Log10(1 + (1.0 / digit)) - 0.005, Math.Log10(1 + (1.0 / digit)) + 0.005);
    }

    [Fact]
    public void Instruments_go_with_the_market_and_their_way_is_their_own()
    {
        var minutes = MinuteReturns(Take(Market(), 400_000));

        var correlation = Correlation(minutes["SIM:BTCUSDT"], minutes["SIM:ETHUSDT"]);

        Assert.InRange(correlation, 0.3, 0.9);
    }

    [Fact]
    public void Prices_stay_near_where_they_began_and_move()
    {
        var returns = MinuteReturns(Take(Market(), 400_000))["SIM:BTCUSDT"];

        // A year's volatility of some tens of percent is some hundredths of a percent in a minute.
        Assert.InRange(Math.Sqrt(returns.Average(r => r * r)), 0.000_3, 0.003);
    }

    [Fact]
    public void Names_prices_and_sizes_look_real()
    {
        var market = Market(instruments: 10_000, rate: 10_000);
        var trades = Take(market, 50_000);

        Assert.Equal(10_000, market.Instruments.Distinct().Count());
        Assert.Equal("SIM:S00042USDT", market.Instruments[42].Name);
        Assert.InRange(trades.First(trade => trade.Instrument.Symbol == "BTCUSDT").Price, 60_000, 68_000);
        var shib = trades.First(trade => trade.Instrument.Symbol == "SHIBUSDT");
        Assert.InRange(shib.Price, 0.000_017m, 0.000_019m);
        Assert.Equal(8, shib.Price.Scale);
        Assert.True(shib.Quantity > 100_000);
    }

    [Fact]
    public void A_second_venue_trades_the_same_pairs_half_as_often_at_nearly_the_same_prices()
    {
        var market = new SimulatedMarket(5, 100, 7, Start, SimulationPlan.None, venues: 2);
        var trades = Take(market, 100_000);

        Assert.Equal("SIM2:ETHUSDT", market.Instruments[6].Name);
        Assert.InRange(trades.Count(trade => trade.Instrument.Venue == "SIM2") / 100_000.0, 0.32, 0.35);
        Assert.Equal(trades.Count, trades.DistinctBy(trade => (trade.Instrument, trade.Id)).Count());
        var last = new Dictionary<string, decimal>();
        foreach (var trade in trades.Where(trade => trade.Instrument.Symbol == "BTCUSDT"))
        {
            last[trade.Instrument.Venue] = trade.Price;
            if (last.Count == 2)
                Assert.InRange(last["SIM2"] / last["SIM"], 0.995m, 1.005m);
        }
    }

    internal static SimulatedMarket Market(int instruments = 20, double rate = 50, ulong seed = 7, bool events = false) =>
        new(instruments, rate, seed, Start, events ? SimulationPlan.Every(TimeSpan.FromSeconds(20), seed, instruments) : SimulationPlan.None);

    internal static List<Trade> Take(SimulatedMarket market, int count)
    {
        var trades = new List<Trade>(count);
        for (var i = 0; i < count; i++)
            trades.Add(market.Next());
        return trades;
    }

    private static string Hash(SimulatedMarket market, int count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[56];
        Span<int> bits = stackalloc int[4];
        foreach (var trade in Take(market, count))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(trade.Instrument.Name));
            BinaryPrimitives.WriteInt64LittleEndian(bytes, trade.Id);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], trade.EventTime.Microseconds);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], trade.ReceiveTime.Microseconds);
            decimal.GetBits(trade.Price, bits);
            WriteAll(bytes[24..], bits);
            decimal.GetBits(trade.Quantity, bits);
            WriteAll(bytes[40..], bits);
            hash.AppendData(bytes);
            hash.AppendData([(byte)trade.TakerSide]);
        }

        foreach (var label in market.Events)
            hash.AppendData(Encoding.UTF8.GetBytes(label.ToJson()));
        return Convert.ToHexString(hash.GetCurrentHash().AsSpan(0, 16));
    }

    private static void WriteAll(Span<byte> bytes, ReadOnlySpan<int> values)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], values[i]);
    }

    private static int FirstDigit(decimal value)
    {
        while (value >= 10)
            value /= 10;
        while (value < 1)
            value *= 10;
        return (int)value;
    }

    private static Dictionary<string, List<double>> MinuteReturns(List<Trade> trades) => trades
        .GroupBy(trade => trade.Instrument.Name)
        .ToDictionary(
            group => group.Key,
            group =>
            {
                var closes = group.GroupBy(trade => Interval.OneMinute.OpenOf(trade.EventTime)).OrderBy(minute => minute.Key)
                    .Select(minute => (double)minute.Last().Price).ToList();
                return closes.Zip(closes.Skip(1), (before, after) => (after / before) - 1).ToList();
            });

    private static double Correlation(List<double> left, List<double> right)
    {
        var (meanLeft, meanRight) = (left.Average(), right.Average());
        var covariance = left.Zip(right, (l, r) => (l - meanLeft) * (r - meanRight)).Sum();
        return covariance / Math.Sqrt(left.Sum(l => (l - meanLeft) * (l - meanLeft)) * right.Sum(r => (r - meanRight) * (r - meanRight)));
    }
}
