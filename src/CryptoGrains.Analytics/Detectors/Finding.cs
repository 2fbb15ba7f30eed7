using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>What a detector found: what it saw, how sure it is, and since when.</summary>
/// <param name="Detector">The detector's name in the <see cref="DetectorCatalogue"/>.</param>
/// <param name="Event">Which of its events this is, such as <c>crash</c> or <c>recovery</c>.</param>
/// <param name="Instrument">Where: an instrument; <c>VENUE:ALL</c> for a whole venue; <c>ALL:PAIR</c> for a pair on several venues.</param>
/// <param name="Since">The event time at which what was seen began.</param>
/// <param name="At">The event time at which the detector could say so; never before <paramref name="Since"/>.</param>
/// <param name="Confidence">How sure it is, from 0.5 at the threshold to 1: see <see cref="Detectors.Confidence"/>.</param>
/// <param name="Saw">The numbers.</param>
public sealed record Finding(
    string Detector,
    string Event,
    Instrument Instrument,
    Timestamp Since,
    Timestamp At,
    double Confidence,
    ImmutableArray<Measure> Saw)
{
    /// <summary>The same for the same event, however often the trades are replayed: <c>detector:event:instrument:since in µs</c>.</summary>
    public string Id => $"{Detector}:{Event}:{Instrument}:{Since.Microseconds}";

    /// <summary>The value of a measure.</summary>
    /// <exception cref="KeyNotFoundException">The detector does not tell it.</exception>
    public double this[string measure]
    {
        get
        {
            foreach (var (name, value) in Saw)
            {
                if (name == measure)
                    return value;
            }

            throw new KeyNotFoundException($"'{Detector}' tells no '{measure}', but {string.Join(", ", Saw.Select(saw => saw.Name))}.");
        }
    }

    /// <summary>Whether every part is equal, each number of <see cref="Saw"/> included.</summary>
    public bool Equals(Finding? other) =>
        other is not null && Id == other.Id && At == other.At && Confidence.Equals(other.Confidence) && Saw.SequenceEqual(other.Saw);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Detector, Event, Instrument, Since);
}
