using System.Text;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Stores;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>A journal that the test writes.</summary>
internal sealed class AlertLog(string folder, TimeProvider time)
{
    private JournalWriter? _writer;

    public IBlobStore Store { get; } = new FolderBlobStore(folder, force: false);

    public AlertJournal Journal => new(Store);

    /// <summary>Writes that alerts fired, in one commit.</summary>
    public Task FireAsync(params IEnumerable<string> alerts) => WriteAsync(alerts.Select(alert => Entry("fired", alert, "warning")));

    /// <summary>Writes lines, in one commit.</summary>
    public async Task WriteAsync(params IEnumerable<JournalEntry> entries)
    {
        _writer ??= new JournalWriter(Journal, Store, await Journal.EndAsync());
        Assert.NotNull(await _writer.TryAppendAsync([.. entries], Timestamp.From(time.GetUtcNow())));
    }

    public static JournalEntry Entry(string kind, string alert, string severity, string instrument = "SIM:BTCUSDT") => new(
        kind, "rule", Encoding.UTF8.GetBytes($$"""{"alert":"{{alert}}","rule":"r1","severity":"{{severity}}","instrument":"{{instrument}}"}"""));

    /// <summary>The lines as they are in the journal.</summary>
    public async Task<List<JournalLine>> LinesAsync()
    {
        var lines = new List<JournalLine>();
        await foreach (var line in Journal.ReadAsync(1))
            lines.Add(line);
        return lines;
    }
}
