using System.Buffers;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>
/// Watches one stream of data. What it finds depends on nothing but its settings and the data in their order: not on how they are cut
/// into batches, and not on where it was saved and restored between them.
/// </summary>
/// <remarks>Not safe for concurrent use: one owner, one turn at a time. Its state is bounded.</remarks>
public abstract class Detector
{
    private const byte Format = 1;

    private protected Detector(DetectorInfo info, Instrument instrument)
    {
        Info = info;
        Instrument = instrument;
    }

    /// <summary>Its entry in the catalogue.</summary>
    public DetectorInfo Info { get; }

    /// <summary>What it watches: see <see cref="Finding.Instrument"/>.</summary>
    public Instrument Instrument { get; }

    /// <summary>Writes its state.</summary>
    public void Save(IBufferWriter<byte> output)
    {
        var state = new StateCarrier(new VarintWriter(output));
        var format = (long)Format;
        state.Carry(ref format);
        Carry(ref state);
        state.Flush();
    }

    /// <summary>Takes up a state that a detector of the same kind and settings saved, in place of its own.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such state; this detector must not be used any more.</exception>
    public void Restore(ReadOnlySpan<byte> bytes)
    {
        var state = new StateCarrier(new VarintReader(bytes));
        var format = 0L;
        state.Carry(ref format);
        if (format != Format)
            throw new InvalidDataException($"The snapshot's format is {format}; this program reads {Format}.");

        Carry(ref state);
        if (!state.AtEnd)
            throw new InvalidDataException("The snapshot has bytes behind its end.");
    }

    /// <summary>Writes or reads each part of the state, always in the same order.</summary>
    private protected abstract void Carry(ref StateCarrier state);

    private protected Finding Found(string what, Timestamp since, Timestamp at, double confidence, params ReadOnlySpan<Measure> saw) =>
        new(Info.Name, what, Instrument, since, at, confidence, [.. saw]);
}
