using System.Diagnostics.Metrics;

namespace CryptoGrains.Grains;

/// <summary>The counters of the grains and the pump, in the meter <c>CryptoGrains.Grains</c>.</summary>
internal static class GrainMetrics
{
    public const string MeterName = "CryptoGrains.Grains";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> TradesCounted = Meter.CreateCounter<long>(
        "cryptograins.trades.counted", description: "Trades that were counted into candles, each id once.");

    public static readonly Counter<long> TradesDuplicate = Meter.CreateCounter<long>(
        "cryptograins.trades.duplicate", description: "Trades that came again and were passed over.");

    public static readonly Counter<long> TradesTooLate = Meter.CreateCounter<long>(
        "cryptograins.trades.too_late", description: "Trades that came after the lateness; the trade log has them.");

    public static readonly Counter<long> TradesRefused = Meter.CreateCounter<long>(
        "cryptograins.trades.refused", description: "Trades that could not be kept exactly.");

    public static readonly Counter<long> Checkpoints = Meter.CreateCounter<long>(
        "cryptograins.checkpoints", description: "Grain states written.");

    public static readonly Counter<long> StatesRebuilt = Meter.CreateCounter<long>(
        "cryptograins.states.rebuilt", description: "Grain states that were lost or unreadable and were rebuilt from the trade log.");

    public static readonly Counter<long> ObserversForgotten = Meter.CreateCounter<long>(
        "cryptograins.observers.forgotten", description: "Observers that could not be reached.");

    public static readonly Counter<long> MessagesHeldBack = Meter.CreateCounter<long>(
        "cryptograins.observers.held_back", description: "Messages that an observer was too far behind to be sent; it asks for them.");

    public static readonly Counter<long> AlertLines = Meter.CreateCounter<long>(
        "cryptograins.alerts.lines", description: "Lines written to the journal of rules and alerts.");

    public static readonly Counter<long> AlertsRepeated = Meter.CreateCounter<long>(
        "cryptograins.alerts.repeated", description: "Events of rules that were known already, or end what never began, and were passed over.");

    public static readonly Counter<long> RecordsPumped = Meter.CreateCounter<long>(
        "cryptograins.pump.records", description: "Records of the trade log that the pump has brought to the grains.");

    public static readonly Counter<long> RecordsLost = Meter.CreateCounter<long>(
        "cryptograins.pump.records_lost", description: "Records that the trade log could no longer give.");

    public static readonly Counter<long> BatchesRetried = Meter.CreateCounter<long>(
        "cryptograins.pump.batches_retried", description: "Batches that a grain did not take at the first try.");

    public static readonly Counter<long> CheckpointsFailed = Meter.CreateCounter<long>(
        "cryptograins.pump.checkpoints_failed", description: "Checkpoints of a partition that did not succeed; the next one covers them.");

    public static readonly Counter<long> AlertsNotTaken = Meter.CreateCounter<long>(
        "cryptograins.alerts.not_taken", description: "Times that the alerts' journal did not take what rules saw; it is sent again.");

    public static readonly Counter<long> RulesNotAnswered = Meter.CreateCounter<long>(
        "cryptograins.alerts.rules_not_answered", description: "Times that the alert rules could not be asked for; those that were known went on.");

    public static readonly Counter<long> WebhooksDelivered = Meter.CreateCounter<long>(
        "cryptograins.webhooks.delivered", description: "Deliveries of alerts that a webhook's receiver took.");

    public static readonly Counter<long> WebhooksRetried = Meter.CreateCounter<long>(
        "cryptograins.webhooks.retried", description: "Deliveries of alerts that failed and are tried again.");

    public static readonly Counter<long> WebhooksGivenUp = Meter.CreateCounter<long>(
        "cryptograins.webhooks.dead_letters", description: "Deliveries of alerts that were given up.");

    public static readonly Gauge<long> WebhooksLag = Meter.CreateGauge<long>(
        "cryptograins.webhooks.lag", description: "Lines of the alerts' journal that the slowest webhook has before it.");

    public static readonly Counter<long> BatchRuns = Meter.CreateCounter<long>(
        "cryptograins.batch.runs", description: "Runs of the batch layer that went well.");

    public static readonly Counter<long> BatchRunsFailed = Meter.CreateCounter<long>(
        "cryptograins.batch.runs_failed", description: "Runs of the batch layer that failed; the next one goes on from what they committed.");

    public static readonly Histogram<double> BatchSeconds = Meter.CreateHistogram<double>(
        "cryptograins.batch.duration", "s", "How long a run of the batch layer took.");

    public static readonly Gauge<double> Boundary = Meter.CreateGauge<double>(
        "cryptograins.batch.boundary", "s", "Up to where the history of a venue is complete, in seconds since 1970, as the last run left it.");
}
