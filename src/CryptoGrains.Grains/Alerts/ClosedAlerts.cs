using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>
/// The alerts that are over, so that they are known when a replay brings them again: the latest ones by id; of those before them each
/// instrument's latest time, up to which what is not known is taken for a repetition.
/// </summary>
internal sealed record ClosedAlerts
{
    public static readonly ClosedAlerts None = new();

    /// <summary>The latest ones, by id.</summary>
    public ImmutableDictionary<string, ClosedAlert> ById { get; private init; } = ImmutableDictionary.Create<string, ClosedAlert>(StringComparer.Ordinal);

    /// <summary>Their ids, in the order in which they ended.</summary>
    public ImmutableQueue<string> InOrder { get; private init; } = [];

    /// <summary>When the latest of the forgotten ones fired, by instrument.</summary>
    public ImmutableDictionary<Instrument, Timestamp> Forgotten { get; private init; } = ImmutableDictionary<Instrument, Timestamp>.Empty;

    /// <summary>Puts together what was stored.</summary>
    public static ClosedAlerts Of(IEnumerable<ClosedAlert> inOrder, IEnumerable<KeyValuePair<Instrument, Timestamp>> forgotten)
    {
        var all = inOrder.ToList();
        return new ClosedAlerts
        {
            ById = None.ById.AddRange(all.Select(alert => KeyValuePair.Create(alert.Id, alert))),
            InOrder = [.. all.Select(alert => alert.Id)],
            Forgotten = None.Forgotten.AddRange(forgotten),
        };
    }

    /// <summary>Whether an alert has been, or is so old that it must have been.</summary>
    public bool Knows(string id, Instrument instrument, Timestamp firedAt) =>
        ById.ContainsKey(id) || (Forgotten.TryGetValue(instrument, out var latest) && firedAt <= latest);

    /// <summary>With one more; beyond the most the oldest is forgotten.</summary>
    public ClosedAlerts With(ClosedAlert alert, int most)
    {
        var more = this with { ById = ById.SetItem(alert.Id, alert), InOrder = InOrder.Enqueue(alert.Id) };
        return more.ById.Count > most ? more.WithoutOldest() : more;
    }

    /// <summary>With one of them taken back.</summary>
    public ClosedAlerts WithRetracted(string id) =>
        ById.TryGetValue(id, out var alert) ? this with { ById = ById.SetItem(id, alert with { IsRetracted = true }) } : this;

    private ClosedAlerts WithoutOldest()
    {
        var rest = InOrder.Dequeue(out var id);
        var oldest = ById[id];
        var latest = Timestamp.Max(oldest.FiredAt, Forgotten.GetValueOrDefault(oldest.Instrument, Timestamp.MinValue));
        return this with { ById = ById.Remove(id), InOrder = rest, Forgotten = Forgotten.SetItem(oldest.Instrument, latest) };
    }
}
