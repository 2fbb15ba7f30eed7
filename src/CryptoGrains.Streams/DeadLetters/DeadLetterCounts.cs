using System.Collections.Concurrent;
using CryptoGrains.Market;

namespace CryptoGrains.Streams.DeadLetters;

/// <summary>How many dead letters there were, and how many of them were not kept.</summary>
/// <param name="maxInstruments">How many instruments are counted by themselves.</param>
internal sealed class DeadLetterCounts(int maxInstruments)
{
    private readonly ConcurrentDictionary<Instrument, long> _counts = new();
    private long _count;
    private long _dropped;

    public long Count => Interlocked.Read(ref _count);

    public long DroppedCount => Interlocked.Read(ref _dropped);

    public long Of(Instrument instrument) => _counts.GetValueOrDefault(instrument);

    public void Add(Instrument? about)
    {
        Interlocked.Increment(ref _count);
        StreamMetrics.DeadLetters.Add(1);
        if (about is { } instrument && (_counts.Count < maxInstruments || _counts.ContainsKey(instrument)))
            _counts.AddOrUpdate(instrument, 1, (_, count) => count + 1);
    }

    public void Drop(int count)
    {
        Interlocked.Add(ref _dropped, count);
        StreamMetrics.DeadLettersDropped.Add(count);
    }
}
