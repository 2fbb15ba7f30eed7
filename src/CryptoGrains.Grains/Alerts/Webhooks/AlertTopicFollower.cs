using CryptoGrains.History.Alerts;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>Tells programs outside every line of the journal, at least once.</summary>
internal sealed class AlertTopicFollower(long cursor, IAlertTopic topic, FollowerParts parts) : JournalFollower(cursor, parts)
{
    protected override string Name => "The topic of alerts";

    protected override async Task PassAsync(IReadOnlyList<JournalLine> lines, CancellationToken stop)
    {
        await Task.WhenAll(lines.Select(line => topic.KeepAsync(AlertDelivery.SubjectOf(line), line.Bytes))).WaitAsync(stop);
        MoveTo(lines[^1].Seq);
    }
}
