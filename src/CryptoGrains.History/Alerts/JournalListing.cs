namespace CryptoGrains.History.Alerts;

/// <summary>The journal's blobs at a time, by first number. There are few: small ones are merged.</summary>
internal sealed class JournalListing
{
    public JournalListing(IEnumerable<JournalBlob> blobs)
    {
        var chain = new List<JournalBlob>();
        var covered = new List<JournalBlob>();
        long mergedUpTo = 0;
        foreach (var blob in blobs.OrderBy(blob => blob.First).ThenByDescending(blob => blob.MergedLast ?? 0))
        {
            // A merged blob that begins earlier and ends no earlier has all lines of this one: merging takes blobs whole.
            ((blob.MergedLast ?? blob.First) <= mergedUpTo ? covered : chain).Add(blob);
            mergedUpTo = Math.Max(mergedUpTo, blob.MergedLast ?? 0);
        }

        (Chain, Covered, MergedUpTo) = (chain, covered, mergedUpTo);
    }

    /// <summary>Those that have the lines, in order; two merged ones may have some lines both.</summary>
    public IReadOnlyList<JournalBlob> Chain { get; }

    /// <summary>Those whose lines are all in a merged one: left over, or of a writer that came too late.</summary>
    public IReadOnlyList<JournalBlob> Covered { get; }

    /// <summary>The greatest number of a line that is in a merged blob; 0 where none is.</summary>
    public long MergedUpTo { get; }

    /// <summary>The blob that has a line, or would have it; null where the line is before all.</summary>
    public JournalBlob? Find(long seq)
    {
        var index = Chain.Count - 1;
        while (index >= 0 && Chain[index].First > seq)
            index--;
        return index < 0 ? null : Chain[index];
    }
}
