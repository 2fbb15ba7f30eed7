using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>
/// What the journal's lines say together: the rules, the open alerts, and enough of those that are over to know them again. It never
/// changes; each line makes the next one. The same lines make the same book.
/// </summary>
internal sealed record AlertBook
{
    /// <summary>The last line in it.</summary>
    public JournalPosition End { get; init; } = JournalPosition.Start;

    /// <summary>The numbering's name; null before the first line.</summary>
    public string? Epoch { get; init; }

    /// <summary>The rules, by id.</summary>
    public ImmutableSortedDictionary<string, AlertRule> Rules { get; init; } = ImmutableSortedDictionary.Create<string, AlertRule>(StringComparer.Ordinal);

    /// <summary>The number of the line that last made, changed or deleted a rule; 0 before the first.</summary>
    public long RulesVersion { get; init; }

    /// <summary>The open alerts, by id.</summary>
    public ImmutableDictionary<string, Alert> Open { get; init; } = ImmutableDictionary.Create<string, Alert>(StringComparer.Ordinal);

    /// <summary>Their ids, by the number of the line that they fired in.</summary>
    public ImmutableSortedDictionary<long, string> OpenInOrder { get; init; } = ImmutableSortedDictionary<long, string>.Empty;

    /// <summary>The alerts that are over and remembered.</summary>
    public ClosedAlerts Closed { get; init; } = ClosedAlerts.None;

    /// <summary>The open alerts, newest first.</summary>
    public IEnumerable<Alert> NewestOpen() => OpenInOrder.Reverse().Select(entry => Open[entry.Value]);

    /// <summary>The book with one line more.</summary>
    /// <param name="position">The line's place.</param>
    /// <param name="time">When it was written.</param>
    /// <param name="by">By whom.</param>
    /// <param name="change">What it says; null for what concerns neither rules nor alerts.</param>
    /// <param name="mostRemembered">How many alerts that are over are kept in mind.</param>
    public AlertBook With(JournalPosition position, Timestamp time, string by, AlertChange? change, int mostRemembered) => change switch
    {
        Began began => this with { End = position, Epoch = began.Epoch },
        RuleKept kept => this with { End = position, RulesVersion = position.Seq, Rules = Rules.SetItem(kept.Rule.Id, kept.Rule) },
        RuleDeleted deleted => this with { End = position, RulesVersion = position.Seq, Rules = Rules.Remove(deleted.RuleId) },
        Fired fired => this with
        {
            End = position,
            Open = Open.SetItem(fired.Alert.Id, fired.Alert),
            OpenInOrder = OpenInOrder.SetItem(fired.Alert.Seq, fired.Alert.Id),
        },
        Resolved resolved => Close(resolved.Alert.Id, isRetracted: false, mostRemembered) with { End = position },
        Retracted retracted => Close(retracted.Alert.Id, isRetracted: true, mostRemembered) with { End = position },
        Acknowledged seen when Open.TryGetValue(seen.Alert.Id, out var alert) => this with
        {
            End = position,
            Open = Open.SetItem(alert.Id, alert with { State = AlertState.Acknowledged, AcknowledgedAt = time, AcknowledgedBy = by }),
        },
        _ => this with { End = position },
    };

    private AlertBook Close(string id, bool isRetracted, int mostRemembered) => Open.TryGetValue(id, out var alert)
        ? this with
        {
            Open = Open.Remove(id),
            OpenInOrder = OpenInOrder.Remove(alert.Seq),
            Closed = Closed.With(new ClosedAlert(id, alert.Instrument, alert.FiredAt, isRetracted), mostRemembered),
        }
        : this with { Closed = isRetracted ? Closed.WithRetracted(id) : Closed };
}
