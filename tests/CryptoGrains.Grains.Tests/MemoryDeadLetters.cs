using System.Collections.Concurrent;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Tests;

internal sealed class MemoryDeadLetters : IDeadLetters
{
    public ConcurrentQueue<DeadLetter> Letters { get; } = new();

    public long Count => Letters.Count;

    public void Add(DeadLetter letter) => Letters.Enqueue(letter);

    public long CountOf(Instrument instrument) => Letters.Count(letter => letter.Instrument == instrument);
}
