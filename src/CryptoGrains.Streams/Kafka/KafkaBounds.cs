namespace CryptoGrains.Streams.Kafka;

/// <summary>What is known of where each partition begins and ends: asked for after every batch, so it is never asked of a broker then.</summary>
internal sealed class KafkaBounds(int partitionCount)
{
    private readonly Mark[] _marks = [.. Enumerable.Repeat(new Mark(0, 0), partitionCount)];

    /// <summary>What is known of a partition.</summary>
    public Mark Of(int partition) => Volatile.Read(ref _marks[partition]);

    /// <summary>Learns that a partition begins and ends at least there. Negative: not known.</summary>
    public void Raise(int partition, long first, long next)
    {
        while (true)
        {
            var old = Of(partition);
            if (first <= old.First && next <= old.Next)
                return;

            var raised = new Mark(Math.Max(first, old.First), Math.Max(next, old.Next));
            if (Interlocked.CompareExchange(ref _marks[partition], raised, old) == old)
                return;
        }
    }

    /// <summary>
    /// Takes a broker's answer as it is, lower or higher, where nothing else was learnt since <paramref name="before"/>, when it was asked.
    /// </summary>
    public void Replace(int partition, Mark before, long first, long next)
    {
        if (Interlocked.CompareExchange(ref _marks[partition], new Mark(first, next), before) != before)
            Raise(partition, first, next);
    }

    /// <summary>The offset of the oldest record, and the one after the newest.</summary>
    internal sealed record Mark(long First, long Next);
}
