using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Alerts;

/// <summary>
/// The journal of rules and alerts: numbered lines, each with the hash of the one before, in blobs that are never changed. Any number of
/// processes may read it while one writes: see <see cref="JournalWriter"/>. The form is that of docs/formats/alert-journal.md. Holds one blob
/// at a time in memory.
/// </summary>
public sealed class AlertJournal(IBlobStore store)
{
    /// <summary>A merge may take blobs away between a listing and a read; so many listings in a row that lead nowhere are no merges.</summary>
    private const int MostListings = 4;

    /// <summary>Where it is, for people.</summary>
    public string Location => store.LocationOf(JournalBlob.Folder.TrimEnd('/'));

    /// <summary>The lines from a number on, up to the last one there is, each checked against the one before.</summary>
    /// <exception cref="JournalException">A line is torn, changed, missing or out of its place.</exception>
    /// <exception cref="BlobStoreException">The store failed.</exception>
    public async IAsyncEnumerable<JournalLine> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = Math.Max(1, from);
        JournalLine? last = null;
        for (var futile = 0; futile < MostListings; futile++)
        {
            var listing = await ListAsync(cancellationToken);
            IReadOnlyList<JournalLine>? lines = [];
            while (listing.Find(next) is { } blob && (blob.MergedLast ?? next) >= next
                && (lines = await ReadAsync(blob, cancellationToken)) is not null && lines[^1].Seq >= next)
            {
                foreach (var line in lines.Skip((int)(next - blob.First)))
                {
                    if (last is not null)
                        CheckNext(blob, last, line);
                    yield return last = line;
                }

                next = last!.Seq + 1;
                futile = 0;
            }

            // The last line is the one that nothing follows in a listing made after it was read. A blob that was there no more has been merged.
            var isEnd = lines is not null && listing.MergedUpTo < next && (listing.Chain.Count == 0 || listing.Chain[^1].First < next);
            if (isEnd && (futile > 0 || last is null))
                yield break;
        }

        throw new JournalException($"{Location} has no line {next}, but later ones: blobs of it are missing. Bring them back from a copy.");
    }

    /// <summary>The lines before a number, the last one first; all of them where no number is given.</summary>
    /// <inheritdoc cref="ReadAsync(long, CancellationToken)" path="/exception"/>
    public async IAsyncEnumerable<JournalLine> ReadBackAsync(long? before = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        JournalLine? last = null;
        for (var futile = 0; futile < MostListings; futile++)
        {
            var listing = await ListAsync(cancellationToken);
            var next = last?.Seq - 1 ?? before - 1 ?? long.MaxValue;
            while (next > 0 && listing.Find(next) is { } blob && await ReadAsync(blob, cancellationToken) is { } lines)
            {
                if (last is not null && lines[^1].Seq < next)
                    break;
                for (var i = (int)Math.Min(lines.Count - 1, next - blob.First); i >= 0; i--)
                {
                    if (last is not null)
                        CheckNext(blob, lines[i], last);
                    yield return last = lines[i];
                }

                next = last!.Seq - 1;
                futile = 0;
            }

            if (next <= 0 || listing.Chain.Count == 0)
                yield break;
        }

        throw new JournalException($"{Location} has no line before {last?.Seq.ToString() ?? "the last"}: blobs of it are missing. Bring them back from a copy.");
    }

    /// <summary>The place after the last line.</summary>
    /// <inheritdoc cref="ReadAsync(long, CancellationToken)" path="/exception"/>
    public async Task<JournalPosition> EndAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var line in ReadBackAsync(cancellationToken: cancellationToken))
            return line.Position;
        return JournalPosition.Start;
    }

    /// <summary>The blobs there are now.</summary>
    internal async Task<JournalListing> ListAsync(CancellationToken cancellationToken)
    {
        var blobs = new List<JournalBlob>();
        await foreach (var info in store.ListAsync(JournalBlob.Folder, cancellationToken: cancellationToken))
        {
            if (JournalBlob.Of(info.Name, info.Length) is { } blob)
                blobs.Add(blob);
        }

        return new JournalListing(blobs);
    }

    /// <summary>A blob's lines, checked; null where it is no longer there.</summary>
    internal async Task<IReadOnlyList<JournalLine>?> ReadAsync(JournalBlob blob, CancellationToken cancellationToken) =>
        await store.ReadAsync(blob.Name, cancellationToken) is { } content ? Split(blob, content) : null;

    private List<JournalLine> Split(JournalBlob blob, ReadOnlyMemory<byte> content)
    {
        var lines = new List<JournalLine>();
        while (!content.IsEmpty)
        {
            var length = content.Span.IndexOf((byte)'\n');
            if (length < 0)
                throw Broken(blob, lines.Count, "it is torn: no line feed ends it");

            JournalLine line;
            try
            {
                line = JournalLine.Parse(content[..length]);
            }
            catch (FormatException fault)
            {
                throw Broken(blob, lines.Count, fault.Message, fault);
            }

            if (line.Seq != blob.First + lines.Count)
                throw Broken(blob, lines.Count, $"its number is {line.Seq} and should be {blob.First + lines.Count}");
            if (lines.Count > 0)
                CheckNext(blob, lines[^1], line);
            else if (line.Seq == 1 && line.Previous != JournalPosition.Start.Hash)
                throw Broken(blob, 0, "it names a line before it, and it is the first");
            lines.Add(line);
            content = content[(length + 1)..];
        }

        if (lines.Count == 0 || (blob.MergedLast is { } last && lines[^1].Seq != last))
            throw Broken(blob, lines.Count, $"the blob ends before it; {(blob.MergedLast is { } named ? $"its name promises lines up to {named}" : "it is empty")}");
        return lines;
    }

    /// <summary>Passes a line that comes right after another.</summary>
    internal void CheckNext(JournalBlob blob, JournalLine before, JournalLine line)
    {
        if (line.Seq != before.Seq + 1 || !string.Equals(line.Previous, before.Hash, StringComparison.Ordinal))
        {
            throw Broken(
                blob,
                (int)(Math.Max(line.Seq, blob.First) - blob.First),
                $"it names {line.Previous} as the hash of the line before, and line {before.Seq} has {before.Hash}");
        }
    }

    private JournalException Broken(JournalBlob blob, int index, string fault, Exception? inner = null) => new(
        $"The journal's chain breaks in {store.LocationOf(blob.Name)}, at line {index + 1} of the blob, number {blob.First + index}: {fault}.", inner);
}
