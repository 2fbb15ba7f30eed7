using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>An entry of the catalogue: what a detector is called, what it says, and how it can be set.</summary>
public sealed class DetectorInfo
{
    private readonly Func<Instrument, Interval, DetectorSettings, Detector> _make;

    internal DetectorInfo(Func<Instrument, Interval, DetectorSettings, Detector> make) => _make = make;

    /// <summary>Its name: lower case words with hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What it says, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Where its definition comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What it is fed with.</summary>
    public required DetectorInput Input { get; init; }

    /// <summary>The events it tells of: a <see cref="Finding.Event"/> each.</summary>
    public required ImmutableArray<string> Events { get; init; }

    /// <summary>Its parameters.</summary>
    public required ImmutableArray<DetectorParameter> Parameters { get; init; }

    /// <summary>What is wrong with values for its parameters, a sentence each; nothing where they can be used.</summary>
    public IEnumerable<string> Mistakes(IReadOnlyDictionary<string, double> values)
    {
        foreach (var (name, value) in values)
        {
            if (Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
                yield return $"The detector '{Name}' has no parameter '{name}'. It has: {string.Join(", ", Parameters.Select(p => p.Name))}.";
            else if (!(value >= parameter.Least && value <= parameter.Most))
                yield return $"The parameter '{name}' of '{Name}' is {value}; give a number from {parameter.Least} to {parameter.Most}.";
        }
    }

    /// <summary>Makes a detector that has seen nothing.</summary>
    /// <param name="instrument">What it watches: see <see cref="Finding.Instrument"/>.</param>
    /// <param name="values">Values for some of the parameters; the others have their defaults.</param>
    /// <param name="interval">The interval of its candles, where it is fed with those.</param>
    /// <exception cref="ArgumentException">A value can't be used: the message says why.</exception>
    public Detector Create(
        Instrument instrument, IReadOnlyDictionary<string, double>? values = null, Interval interval = Interval.OneMinute) =>
        _make(instrument, interval, new DetectorSettings(this, values));
}
