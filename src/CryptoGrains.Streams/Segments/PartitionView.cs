namespace CryptoGrains.Streams.Segments;

/// <summary>What may be read of a partition at one moment. Readers take it whole, so its parts always fit each other.</summary>
/// <param name="Segments">The segments, the oldest first; the last is the one that is written. Never empty.</param>
/// <param name="ActiveLength">How many bytes of the last segment are acknowledged.</param>
/// <param name="Next">The offset after the newest acknowledged record.</param>
internal sealed record PartitionView(Segment[] Segments, long ActiveLength, long Next)
{
    /// <summary>The offset of the oldest record that is kept.</summary>
    public long First => Segments[0].FirstOffset;

    /// <summary>The segment that is written.</summary>
    public Segment Active => Segments[^1];

    /// <summary>Where the next segment after this one begins. This one need not be kept any more, but it is not the active one.</summary>
    public long EndOf(Segment segment) => Array.Find(Segments, other => other.FirstOffset > segment.FirstOffset)!.FirstOffset;

    /// <summary>The index of the segment that holds an offset, or would hold it; of the first one for older offsets.</summary>
    public int IndexOf(long offset)
    {
        var index = Segments.Length - 1;
        while (index > 0 && Segments[index].FirstOffset > offset)
            index--;
        return index;
    }
}
