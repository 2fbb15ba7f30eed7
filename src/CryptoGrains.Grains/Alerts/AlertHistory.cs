using System.Collections.Immutable;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>
/// All alerts that ever fired, from the journal: read from its end, so that what became of an alert is known when its firing is met. What is
/// held meanwhile are the ends of alerts whose beginning is still to come: no more than were open at a time.
/// </summary>
public sealed class AlertHistory(AlertJournal journal)
{
    /// <summary>A line is not written so long before the event time of what it tells of: by less than this venues' clocks run ahead of ours.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    /// <summary>The alerts that are wanted, newest first.</summary>
    /// <exception cref="JournalException">The journal is damaged.</exception>
    /// <exception cref="Columnar.Storage.BlobStoreException">The store failed.</exception>
    public async Task<ImmutableArray<Alert>> ReadAsync(AlertFilter filter, CancellationToken cancellationToken = default)
    {
        var found = ImmutableArray.CreateBuilder<Alert>();
        var later = new Dictionary<string, Later>(StringComparer.Ordinal);
        await foreach (var line in journal.ReadBackAsync(cancellationToken: cancellationToken))
        {
            if (found.Count == filter.Limit || line.Time + MostAhead < filter.From)
                break;

            switch (AlertLines.Read(line))
            {
                case Resolved resolved:
                    later[resolved.Alert.Id] = later.GetValueOrDefault(resolved.Alert.Id) with { ResolvedAt = resolved.At };
                    break;
                case Retracted retracted:
                    later[retracted.Alert.Id] = new Later { ResolvedAt = retracted.At, IsRetracted = true };
                    break;
                case Acknowledged seen:
                    later[seen.Alert.Id] = later.GetValueOrDefault(seen.Alert.Id) with { AcknowledgedAt = line.Time, AcknowledgedBy = line.By };
                    break;
                case Fired { Alert: var fired }:
                    later.Remove(fired.Id, out var end);
                    var alert = end.Of(fired);
                    if (filter.Matches(alert))
                        found.Add(alert);
                    break;
            }
        }

        return found.ToImmutable();
    }

    /// <summary>What became of an alert.</summary>
    private readonly record struct Later(Timestamp? ResolvedAt, bool IsRetracted, Timestamp? AcknowledgedAt, string? AcknowledgedBy)
    {
        public Alert Of(Alert fired) => fired with
        {
            State = ResolvedAt is not null ? AlertState.Resolved : AcknowledgedAt is not null ? AlertState.Acknowledged : AlertState.Firing,
            AcknowledgedAt = AcknowledgedAt,
            AcknowledgedBy = AcknowledgedBy,
            ResolvedAt = ResolvedAt,
            Retracted = IsRetracted,
        };
    }
}
