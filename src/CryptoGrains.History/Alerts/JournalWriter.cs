using System.Collections.Immutable;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Market;

namespace CryptoGrains.History.Alerts;

/// <summary>
/// Writes the journal on from a place. Several may try at once, in processes that do not know of each other: each line is written by one,
/// and the others find out, read on and try again. Not to be called while a call is under way.
/// </summary>
public sealed class JournalWriter(AlertJournal journal, IBlobStore store, JournalPosition end)
{
    /// <summary>So many small blobs are merged.</summary>
    private const int MergeFrom = 32;

    /// <summary>A blob of that many bytes is merged no more; a merged one has less than twice as many.</summary>
    private const long FullLength = 4 * 1024 * 1024;

    private JournalListing? _listing;

    /// <summary>The place after the last line that this writer knows.</summary>
    public JournalPosition End { get; private set; } = end;

    /// <summary>Another has written on up to here.</summary>
    public void MoveTo(JournalPosition position) => End = position;

    /// <summary>Writes entries as the next lines, in one blob: all or none. When it returns lines they are there for good.</summary>
    /// <param name="entries">What happened.</param>
    /// <param name="now">The time that the lines bear.</param>
    /// <param name="cancellationToken">Gives up; the lines may be there all the same.</param>
    /// <returns>The lines; null where another has written at this place: read on from <see cref="End"/>, and try again if it is still to be said.</returns>
    /// <exception cref="BlobStoreException">The store failed. The lines may be there: the next call finds out.</exception>
    public async Task<ImmutableArray<JournalLine>?> TryAppendAsync(
        IReadOnlyList<JournalEntry> entries, Timestamp now, CancellationToken cancellationToken = default)
    {
        var lines = ImmutableArray.CreateBuilder<JournalLine>(entries.Count);
        foreach (var entry in entries)
            lines.Add(JournalLine.Write(lines.Count == 0 ? End : lines[^1].Position, now, entry));

        var first = End.Seq + 1;
        var name = JournalBlob.CommitName(first);
        if (!await TryCreateAsync(name, Join(lines), cancellationToken))
            return null;

        // A writer that slept may find the name free because its blob was merged and removed. Then the merged one is there, and ours is none.
        _listing = await journal.ListAsync(cancellationToken);
        if (_listing.MergedUpTo >= first)
        {
            await store.DeleteAsync(name, cancellationToken);
            return null;
        }

        End = lines[^1].Position;
        return lines.MoveToImmutable();
    }

    /// <summary>
    /// Merges small blobs, where there are many: so there are never many more than the journal's length divided by 4 MiB. The merged one is there
    /// before its parts go, so a reader always finds all lines.
    /// </summary>
    /// <returns>How many blobs went into one; 0 where it was not time yet.</returns>
    /// <exception cref="BlobStoreException">The store failed. All lines are there; the next call goes on.</exception>
    /// <exception cref="JournalException">A blob is damaged, and stays as it is.</exception>
    public async Task<int> MergeAsync(CancellationToken cancellationToken = default)
    {
        if (_listing is not { } listing)
            return 0;

        _listing = null;
        foreach (var left in listing.Covered)
            await store.DeleteAsync(left.Name, cancellationToken);

        var small = listing.Chain.Reverse().TakeWhile(blob => blob.Length < FullLength).Reverse().ToList();
        if (small.Count < MergeFrom)
            return 0;

        var parts = Worthwhile(small);
        var content = new MemoryStream((int)parts.Sum(part => part.Length));
        JournalLine? last = null;
        foreach (var part in parts)
        {
            if (await journal.ReadAsync(part, cancellationToken) is not { } lines || lines[0].Seq > (last?.Seq ?? lines[0].Seq) + 1)
                return 0; // Another merges.

            foreach (var line in lines)
            {
                if (line.Seq <= last?.Seq)
                    continue;
                if (last is not null)
                    journal.CheckNext(part, last, line);
                content.Write(line.Bytes.Span);
                content.WriteByte((byte)'\n');
                last = line;
            }
        }

        await store.TryCreateAsync(JournalBlob.MergedName(parts[0].First, last!.Seq), content.GetBuffer().AsMemory(0, (int)content.Length), cancellationToken);
        foreach (var part in parts)
            await store.DeleteAsync(part.Name, cancellationToken);
        return parts.Count;
    }

    /// <summary>
    /// Those from the first one on that is not larger than all after it together: so a line is copied a few times only, as often as the blob it is
    /// in doubles.
    /// </summary>
    private static List<JournalBlob> Worthwhile(List<JournalBlob> small)
    {
        var start = small.Count - 1;
        for (long after = 0, i = small.Count - 1; i >= 0; after += small[(int)i].Length, i--)
        {
            if (small[(int)i].Length <= after)
                start = (int)i;
        }

        var parts = new List<JournalBlob>();
        long length = 0;
        foreach (var blob in small.Skip(start))
        {
            if ((length += blob.Length) > 2 * FullLength)
                break;
            parts.Add(blob);
        }

        return parts;
    }

    private static byte[] Join(IReadOnlyList<JournalLine> lines)
    {
        var content = new byte[lines.Sum(line => line.Bytes.Length + 1)];
        var at = 0;
        foreach (var line in lines)
        {
            line.Bytes.CopyTo(content.AsMemory(at));
            at += line.Bytes.Length;
            content[at++] = (byte)'\n';
        }

        return content;
    }

    /// <summary>Creates a blob. Where that fails, or there is one, it may be ours: a store that lost its own answer tries again.</summary>
    private async Task<bool> TryCreateAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.TryCreateAsync(name, content, cancellationToken))
                return true;
        }
        catch (BlobStoreException)
        {
            if (await store.ReadAsync(name, cancellationToken) is null)
                throw;
        }

        return await store.ReadAsync(name, cancellationToken) is { } there && there.Span.SequenceEqual(content);
    }
}
