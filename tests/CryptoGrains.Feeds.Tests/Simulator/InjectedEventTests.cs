using System.Text.Json;
using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Simulator;

/// <summary>What a label says must be in the stream, and what no label names must not be.</summary>
public class InjectedEventTests
{
    private static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan At = TimeSpan.FromMinutes(2);

    public static TheoryData<int> Ranks => [0, 6, 7, 19, 150];

    [Theory]
    [MemberData(nameof(Ranks))]
    public void A_flash_crash_falls_and_comes_back(int rank)
    {
        var (label, trades) = Run(PlannedEvent.FlashCrash(rank, At));
        var crash = trades.Where(trade => label.Concerns(trade)).Take(12).ToList();
        var all = trades.Where(trade => trade.Instrument == label.Instrument).ToList();
        var before = all.FindLast(trade => trade.EventTime < label.From);
        var after = all.FindLast(trade => trade.EventTime <= label.To);

        Assert.True(crash[^1].EventTime - crash[0].EventTime <= TimeSpan.FromSeconds(1.5));
        Assert.All(crash.Zip(crash.Skip(1)), pair => Assert.True(pair.Second.Price < pair.First.Price));
        Assert.All(crash, trade => Assert.Equal(TakerSide.Sell, trade.TakerSide));
        Assert.Equal(12, crash[^1].Id - crash[0].Id + 1);
        Assert.True((crash[0].Price - crash[^1].Price) / crash[0].Price >= 0.008m);
        Assert.True((after.Price - crash[^1].Price) / crash[^1].Price >= 0.008m, "The price comes back.");
        if (before != default)
            Assert.InRange(after.Price / before.Price, 0.98m, 1.02m);
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public void A_pump_raises_price_and_volume_and_a_dump_brings_the_price_down(int rank)
    {
        var (label, trades) = Run(PlannedEvent.PumpAndDump(rank, At, rise: 0.3));
        var all = trades.Where(trade => trade.Instrument == label.Instrument).ToList();
        var meanwhile = all.Where(trade => trade.EventTime >= label.From && trade.EventTime <= label.To).ToList();
        var before = all.Where(trade => trade.EventTime < label.From).ToList();
        var rise = meanwhile.Max(trade => trade.Price) / meanwhile[0].Price;

        Assert.InRange(rise, 1.2m, 1.4m);
        Assert.InRange(meanwhile[^1].Price / meanwhile[0].Price, 0.95m, 1.1m);
        Assert.True(meanwhile.Count / 4.0 > 4 * (before.Count / 2.0), $"{before.Count} trades in 2 min before, {meanwhile.Count} in 4 min of pump");
    }

    [Fact]
    public void Wash_trades_are_pairs_of_round_size_and_the_share_of_volume_asked_for()
    {
        var (label, trades) = Run(PlannedEvent.WashTrading(0, At, share: 0.6, duration: TimeSpan.FromHours(2)));
        var all = trades.Where(trade => trade.Instrument == label.Instrument && trade.EventTime >= label.From && trade.EventTime <= label.To).ToList();
        var wash = all.Where(trade => label.Concerns(trade)).ToList();

        Assert.Equal(
            wash.Where(trade => trade.TakerSide == TakerSide.Buy).Sum(trade => trade.Quantity),
            wash.Where(trade => trade.TakerSide == TakerSide.Sell).Sum(trade => trade.Quantity));
        Assert.All(wash, trade => Assert.Contains(trade.Quantity.ToString().Replace(".", "").Trim('0'), (string[])["1", "2", "5"]));
        Assert.InRange(wash.Sum(trade => trade.Quantity) / all.Sum(trade => trade.Quantity), 0.5m, 0.7m);
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public void An_outage_leaves_exactly_the_ids_out_that_its_label_names(int rank)
    {
        var (label, trades) = Run(PlannedEvent.Outage(rank, At));
        var ids = trades.Where(trade => trade.Instrument == label.Instrument).Select(trade => trade.Id).ToHashSet();
        var missing = label.TradeIds.SelectMany(Ids).ToList();

        Assert.True(missing.Count >= 3);
        Assert.Equal(label.Parameters["missing"], missing.Count);
        Assert.DoesNotContain(missing, ids.Contains);
        var all = Enumerable.Range(0, (int)(ids.Max() - Start.Microseconds) + 1).Select(i => Start.Microseconds + i);
        Assert.Equal(all.Except(missing), ids.Order());
    }

    [Fact]
    public void Duplicates_are_the_same_trades_sent_again()
    {
        var (label, trades) = Run(PlannedEvent.Duplicates(3, At, count: 25));
        var twice = trades.GroupBy(trade => (trade.Instrument, trade.Id)).Where(group => group.Count() > 1).ToList();

        Assert.Equal(label.TradeIds.SelectMany(Ids), twice.Select(group => group.Key.Id).Order());
        Assert.Equal(25, twice.Count);
        Assert.All(twice, group => Assert.Single(group.Select(trade => trade with { ReceiveTime = default }).Distinct()));
    }

    [Fact]
    public void Late_trades_arrive_seconds_to_an_hour_after_they_happened()
    {
        var (label, trades) = Run(PlannedEvent.LateTrades(1, At, count: 30));
        var late = trades.Where(trade => trade.ReceiveTime - trade.EventTime > TimeSpan.FromSeconds(1)).ToList();

        Assert.Equal(label.TradeIds.SelectMany(Ids), late.Select(trade => trade.Id).Order());
        Assert.Equal(30, late.Count);
        Assert.All(late, trade => Assert.InRange((trade.ReceiveTime - trade.EventTime).TotalSeconds, 5, 3_601));
        Assert.Contains(late, trade => trade.ReceiveTime - trade.EventTime > TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void Future_trades_are_stamped_minutes_ahead_of_their_arrival()
    {
        var (label, trades) = Run(PlannedEvent.FutureTrades(1, At, count: 15));
        var future = trades.Where(trade => trade.EventTime > trade.ReceiveTime).ToList();

        Assert.Equal(label.TradeIds.SelectMany(Ids), future.Select(trade => trade.Id));
        Assert.Equal(15, future.Count);
        Assert.All(future, trade => Assert.InRange((trade.EventTime - trade.ReceiveTime).TotalMinutes, 0.99, 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(19)]
    public void A_shifted_price_leaves_its_way_and_returns(int rank)
    {
        var (label, trades) = Run(PlannedEvent.PriceShift(rank, At, shift: 0.05, duration: TimeSpan.FromMinutes(20)));
        var all = trades.Where(trade => trade.Instrument == label.Instrument).ToList();
        var away = all.Where(trade => trade.EventTime >= label.From + TimeSpan.FromSeconds(30) && trade.EventTime <= label.To - TimeSpan.FromSeconds(30)).ToList();
        var back = all.Find(trade => trade.EventTime > label.To);

        Assert.InRange((double)(away[^1].Price / back.Price) - 1, label.Parameters["shift"] - 0.01, label.Parameters["shift"] + 0.01);
        Assert.Equal(0.05, Math.Abs(label.Parameters["shift"]));
    }

    [Fact]
    public void A_volume_spike_is_so_many_times_the_volume_and_moves_nothing()
    {
        var (label, trades) = Run(PlannedEvent.VolumeSpike(0, At, times: 10, duration: TimeSpan.FromHours(2)));
        var all = trades.Where(trade => trade.Instrument == label.Instrument && trade.EventTime >= label.From && trade.EventTime <= label.To).ToList();
        var added = all.Where(trade => label.Concerns(trade)).ToList();

        Assert.InRange((double)(added.Sum(trade => trade.Quantity) / all.Except(added).Sum(trade => trade.Quantity)), 7, 13);
        Assert.InRange(all.Max(trade => trade.Price) / all.Min(trade => trade.Price), 1, 1.05m);
    }

    [Fact]
    public void A_stale_feed_is_silent_and_no_id_is_missing()
    {
        var (label, trades) = Run(PlannedEvent.StaleFeed(0, At, TimeSpan.FromMinutes(3)));
        var all = trades.Where(trade => trade.Instrument == label.Instrument).ToList();

        Assert.DoesNotContain(all, trade => trade.EventTime > label.From && trade.EventTime < label.To);
        Assert.Equal(all.Count, all[^1].Id - all[0].Id + 1);
        Assert.Equal(TimeSpan.FromMinutes(3), label.To - label.From);
    }

    [Fact]
    public void What_would_begin_while_another_event_goes_on_in_the_instrument_is_left_out()
    {
        var market = new SimulatedMarket(
            5, 50, 1, Start, SimulationPlan.Of(PlannedEvent.PumpAndDump(0, At), PlannedEvent.FlashCrash(0, At + TimeSpan.FromMinutes(1))));
        while (market.Now < Start + TimeSpan.FromMinutes(10))
            market.Next();

        Assert.Equal(SimulatedEventKind.PumpAndDump, Assert.Single(market.Events).Kind);
    }

    [Fact]
    public void All_kinds_come_by_turns_without_end()
    {
        var market = new SimulatedMarket(20, 50, 3, Start, SimulationPlan.Every(TimeSpan.FromMinutes(5), 3, 20));
        while (market.Now < Start + TimeSpan.FromHours(5))
            market.Next();

        Assert.Equal(Enum.GetValues<SimulatedEventKind>(), market.Events.Select(label => label.Kind).Distinct().Order());
    }

    [Fact]
    public void A_label_is_a_line_of_JSON()
    {
        var (label, _) = Run(PlannedEvent.Duplicates(0, At, count: 2));

        var json = JsonDocument.Parse(label.ToJson()).RootElement;

        Assert.DoesNotContain('\n', label.ToJson());
        Assert.Equal("Duplicates", json.GetProperty("kind").GetString());
        Assert.Equal("SIM:BTCUSDT", json.GetProperty("instrument").GetString());
        Assert.Equal("2026-01-01T00:02:00.000000Z", json.GetProperty("from").GetString());
        Assert.Equal(label.TradeIds[0].First, json.GetProperty("tradeIds")[0][0].GetInt64());
    }

    private static (SimulatedEvent Label, List<Trade> Trades) Run(PlannedEvent planned)
    {
        var market = new SimulatedMarket(200, 50, 11, Start, SimulationPlan.Of(planned));
        var trades = new List<Trade>();
        while (market.Events.IsEmpty)
            trades.Add(market.Next());
        for (var i = 0; i < 1_000; i++)
            trades.Add(market.Next());
        return (Assert.Single(market.Events), trades);
    }

    private static IEnumerable<long> Ids(IdRange range)
    {
        for (var id = range.First; id <= range.Last; id++)
            yield return id;
    }
}
