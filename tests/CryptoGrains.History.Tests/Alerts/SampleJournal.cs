using System.Text;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Alerts;

/// <summary>Journals for tests.</summary>
internal static class SampleJournal
{
    public static readonly Timestamp Now = Timestamp.From(new DateTimeOffset(2024, 8, 5, 1, 2, 3, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static JournalEntry Entry(int number, int padding = 0) =>
        new("fired", "rule", Encoding.UTF8.GetBytes($$"""{"number":{{number}},"padding":"{{new string('x', padding)}}"}"""));

    public static JournalWriter Writer(IBlobStore store, JournalPosition? end = null) => new(new AlertJournal(store), store, end ?? JournalPosition.Start);

    /// <summary>Appends entries, a commit each, and merges where it is time.</summary>
    public static async Task AppendAsync(this JournalWriter writer, IEnumerable<int> numbers, int padding = 0)
    {
        foreach (var number in numbers)
        {
            Assert.NotNull(await writer.TryAppendAsync([Entry(number, padding)], Now, Cancel));
            await writer.MergeAsync(Cancel);
        }
    }

    /// <summary>The numbers that its lines have in their bodies, in order.</summary>
    public static async Task<List<int>> NumbersAsync(IBlobStore store, long from = 1)
    {
        var numbers = new List<int>();
        await foreach (var line in new AlertJournal(store).ReadAsync(from, Cancel))
            numbers.Add(NumberOf(line));
        return numbers;
    }

    /// <summary>The same, the last one first.</summary>
    public static async Task<List<int>> NumbersBackAsync(IBlobStore store, long? before = null)
    {
        var numbers = new List<int>();
        await foreach (var line in new AlertJournal(store).ReadBackAsync(before, Cancel))
            numbers.Add(NumberOf(line));
        return numbers;
    }

    public static int NumberOf(JournalLine line)
    {
        using var body = System.Text.Json.JsonDocument.Parse(line.Body);
        return body.RootElement.GetProperty("number").GetInt32();
    }
}
