using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Grains.Alerts.Webhooks;
using CryptoGrains.Grains.Catalog;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.Grains.Tests.Contracts;
using CryptoGrains.Market;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Cluster;

/// <summary>Every type of the contracts, through Orleans' serializer and back. The oracle is JSON of before and after.</summary>
public sealed class SerializerTests
{
    private static readonly Instrument Bitcoin = GrainNode.Bitcoin;
    private static readonly Channel Minutes = new(ChannelKind.Candles, Bitcoin, Interval.FifteenMinutes);
    private static readonly TradeGap Gap = new(7, 9, At(1), At(2));
    private static readonly Trade Sold = Trade(42, 3.25, 0.00000001m, offset: 77) with { TakerSide = TakerSide.Sell };

    private static readonly Candle Candle = new()
    {
        OpenTime = At(60),
        Open = 1.5m,
        High = decimal.MaxValue,
        Low = 0.0000000000000000000000000001m,
        Close = 2.50m,
        Volume = 3,
        QuoteVolume = 4,
        TakerBuyVolume = 5,
        TradeCount = 6,
        FirstTradeId = 7,
        LastTradeId = long.MaxValue,
        Closed = true,
        Partial = true,
        Revision = 8,
        Source = CandleSource.Live,
    };

    private static readonly Candle Imported = Candle with { QuoteVolume = null, TakerBuyVolume = null, TradeCount = null, FirstTradeId = null, LastTradeId = null };

    private static readonly MarketStatistics Statistics = new()
    {
        Instrument = Bitcoin,
        Last = 1,
        LastTradeId = 2,
        LastTradeTime = At(3),
        Open = 4,
        High = 5,
        Low = 6,
        Volume = 7,
        QuoteVolume = 8,
        TradeCount = 9,
        TradesPerSecond = 10.5,
        Watermark = Timestamp.MinValue,
        TotalTrades = 12,
        Duplicates = 13,
        TooLate = 14,
        Refused = 15,
        Gaps = 16,
    };

    private static readonly AlertRule Rule = new()
    {
        Id = "rule-1",
        Version = 2,
        Name = "name",
        When = "price > 1",
        Interval = Interval.OneHour,
        Instruments = [Bitcoin],
        Severity = AlertSeverity.Critical,
        Hysteresis = 0.5,
        Cooldown = TimeSpan.FromSeconds(7),
        Expires = At(9),
        Enabled = false,
    };

    private static readonly Measure Measure = new("price", 1.25);

    private static readonly Alert Alert = new()
    {
        Id = "alert-1",
        RuleId = "rule-1",
        RuleVersion = 2,
        RuleName = "name",
        Severity = AlertSeverity.Info,
        Instrument = Bitcoin,
        Cause = "trade:3",
        Saw = [Measure],
        State = AlertState.Resolved,
        FiredAt = At(4),
        AcknowledgedAt = At(5),
        AcknowledgedBy = "ann",
        ResolvedAt = At(6),
        Retracted = true,
        Seq = 7,
    };

    private static readonly ChannelPayload Payload = new()
    {
        Ticker = Statistics,
        Candles = [Candle, Imported],
        Trades = [Sold],
        Skipped = 17,
        Gaps = [Gap],
        Line = "{}",
        Alerts = [Alert],
        Open = 18,
    };

    private static readonly Webhook Hook = new() { Id = "hook-1", Url = "https://example.com/", Secret = "s", LeastSeverity = AlertSeverity.Critical };
    private static readonly WebhookDeadLetter DeadLetter = new("a:fired", 2, "It answered 400.", 3, At(4), IsWaiting: true);

    private static readonly BatchProgress Progress = new(DateTimeOffset.UnixEpoch, Full: true, "archive", 1, null, "trades");

    private static readonly BatchResult Result = new()
    {
        Started = DateTimeOffset.UnixEpoch,
        Finished = DateTimeOffset.UnixEpoch.AddMinutes(1),
        Full = true,
        Archived = 1,
        Lost = 2,
        FilesCompacted = 3,
        Days = 4,
        FilesWritten = 5,
        FilesKept = 6,
        Commits = ImmutableSortedDictionary<string, long>.Empty.Add("candles_1m", 7),
        Symbols = 8,
        Refused = 9,
        BlobsCollected = 10,
    };

    private static readonly object[] Samples =
    [
        Bitcoin,
        default(Instrument),
        At(1),
        Sold,
        Candle,
        Imported,
        Gap,
        Minutes,
        Channel.Alerts,
        Rule,
        Rule with { Expires = null },
        Measure,
        Alert,
        new RuleEvent("rule-1", 2, Bitcoin, "trade:3", RuleEventKind.Retracted, At(4), [Measure]),
        new RuleSet(3, [Rule]),
        new RuleSet(3, Rules: null),
        new AlertFilter { State = AlertState.Firing, RuleId = "a", Instrument = Bitcoin, Severity = AlertSeverity.Info, From = At(1), To = At(2), Before = 3, Limit = 4 },
        new AlertFilter(),
        new ListedInstrument(Bitcoin, 5, At(6)),
        new TradeBatch(new[] { Sold, Trade(43, 4, offset: 78) }.AsMemory(1), At(5), 6, 7),
        new TradeBatch(ReadOnlyMemory<Trade>.Empty, Timestamp.MinValue, 6, 7),
        new CandleQuery(Interval.OneHour, At(1), null, 10, KnownVersion: 3),
        new CandlePage(1, [Candle, Imported], At(9)),
        new CandlePage(1, Candles: null, Next: null),
        Statistics,
        new TradeGaps([Gap], 3),
        Payload,
        new ChannelPayload(),
        new ChannelMessage(1, Payload),
        new ChannelMessages(Minutes, "epoch", [new ChannelMessage(1, Payload)]),
        new ChannelRequest(Minutes, "epoch", 9),
        new ChannelState("epoch", 9, Recovered: true, [new ChannelMessage(1, Payload)], Payload),
        Progress,
        Result,
        new BatchStatus { State = BatchState.Running, Progress = Progress, LastResult = Result, LastError = "It failed.", Unarchived = 3 },
        new SymbolState { Windows = [1, 2, 3], NextOffset = 4, LogId = "log", Rules = [5, 6], RulesVersion = 7 },
        new CatalogState { FirstOffsets = { ["BINANCE:BTCUSDT"] = 5 } },
        Hook,
        DeadLetter,
        new WebhookStatus("hook-1", "https://example.com/", AlertSeverity.Critical, 4, 5, "It answered 500."),
        new WebhookTest(IsDelivered: false, "It answered 500."),
        new WebhookProgress(Hook, 6, [DeadLetter]),
        new WebhooksState { Webhooks = [new WebhookProgress(Hook, 6, [DeadLetter])], TopicCursor = 7 },
    ];

    private readonly Serializer _serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void Every_type_of_the_contracts_comes_back_as_it_was()
    {
        foreach (var sample in Samples)
        {
            var bytes = _serializer.SerializeToArray<object>(sample);
            var back = _serializer.Deserialize<object>(bytes);
            Assert.Equal(sample.GetType(), back.GetType());
            Assert.Equal(JsonSerializer.Serialize(sample), JsonSerializer.Serialize(back));
        }
    }

    [Fact]
    public void There_is_a_sample_of_each_but_the_enumerations_which_are_in_the_others() =>
        Assert.Empty(ContractTypes.All.Where(type => !type.IsEnum).Except(Samples.Select(sample => sample.GetType())));
}
