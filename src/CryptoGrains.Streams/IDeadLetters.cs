using CryptoGrains.Market;

namespace CryptoGrains.Streams;

/// <summary>Where dead letters go. It never fails its caller and never grows without bound.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps one.</summary>
    void Add(DeadLetter letter);

    /// <summary>How many have been added for an instrument since the node started.</summary>
    long CountOf(Instrument instrument);

    /// <summary>How many have been added at all since the node started.</summary>
    long Count { get; }
}
