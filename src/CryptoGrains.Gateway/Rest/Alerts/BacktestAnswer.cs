using CryptoGrains.Analytics.Rules;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>When a rule would have fired.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Interval">The interval of the candles.</param>
/// <param name="From">The open time of the first candle that was looked at, in ms since 1970; null where there was none.</param>
/// <param name="To">The end of the last one.</param>
/// <param name="Candles">How many closed candles were looked at.</param>
/// <param name="Approximate">Whether prices inside of candles, which are not known, could make a difference.</param>
/// <param name="Alerts">The alerts, oldest first.</param>
/// <param name="Next">From where on to go on, in ms since 1970: there was more than one answer holds; null at the end.</param>
public sealed record BacktestAnswer(
    string Rule, int Version, string Symbol, string Interval, long? From, long? To, int Candles, bool Approximate, IReadOnlyList<BacktestAlertAnswer> Alerts, long? Next);

/// <summary>One alert of a backtest.</summary>
/// <param name="Cause">What it fired on.</param>
/// <param name="FiredAt">When, in ms since 1970.</param>
/// <param name="ResolvedAt">When it was over; null where it was not.</param>
/// <param name="Saw">The numbers that it fired with.</param>
public sealed record BacktestAlertAnswer(string Cause, long FiredAt, long? ResolvedAt, IReadOnlyList<MeasureAnswer> Saw)
{
    internal static IReadOnlyList<BacktestAlertAnswer> Of(IReadOnlyList<RuleEvent> events)
    {
        var ends = events.Where(turned => turned.Kind == RuleEventKind.Resolved).ToDictionary(turned => turned.Cause, turned => turned.At);
        return
        [
            .. events.Where(turned => turned.Kind == RuleEventKind.Fired).Select(fired => new BacktestAlertAnswer(
                fired.Cause,
                fired.At.UnixMilliseconds,
                ends.TryGetValue(fired.Cause, out var end) ? end.UnixMilliseconds : null,
                [.. fired.Saw.Select(measure => new MeasureAnswer(measure.Name, measure.Value))])),
        ];
    }
}
