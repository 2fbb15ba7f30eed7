using CryptoGrains.History.Alerts;

namespace CryptoGrains.History.Verify;

/// <summary>Checks the chain of the alerts' journal, from its first line to its last. Changes nothing.</summary>
public sealed class JournalVerify(AlertJournal journal)
{
    /// <summary>Reads every line.</summary>
    /// <exception cref="Columnar.Storage.BlobStoreException">The store failed.</exception>
    public async Task<JournalReport> RunAsync(IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        const int ReportEvery = 10_000;
        var end = JournalPosition.Start;
        string? broken = null;
        try
        {
            await foreach (var line in journal.ReadAsync(1, cancellationToken))
            {
                end = line.Position;
                if (end.Seq % ReportEvery == 0)
                    progress?.Report(new HistoryProgress("journal", end.Seq, null, "lines"));
            }
        }
        catch (JournalException damage)
        {
            broken = damage.Message;
        }

        return new JournalReport(end, broken);
    }
}
