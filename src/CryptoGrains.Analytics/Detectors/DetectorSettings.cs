namespace CryptoGrains.Analytics.Detectors;

/// <summary>The values of a detector's parameters: those given, and the defaults of the others. They are within their ranges.</summary>
public sealed class DetectorSettings
{
    private readonly Dictionary<string, double> _values;

    /// <summary>Takes values for some of the parameters.</summary>
    /// <exception cref="ArgumentException">A name is none of the detector's, or a value is out of its range.</exception>
    public DetectorSettings(DetectorInfo detector, IReadOnlyDictionary<string, double>? values = null)
    {
        if (detector.Mistakes(values ?? new Dictionary<string, double>()).FirstOrDefault() is { } mistake)
            throw new ArgumentException(mistake, nameof(values));

        _values = detector.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => values?.GetValueOrDefault(parameter.Name, parameter.Default) ?? parameter.Default);
    }

    /// <summary>The value of a parameter.</summary>
    public double this[string name] => _values[name];

    /// <summary>The value of a parameter that counts something, rounded down.</summary>
    public int Count(string name) => (int)_values[name];

    /// <summary>The value of a parameter that is a length in seconds, in microseconds.</summary>
    public long Microseconds(string name) => (long)(_values[name] * 1e6);
}
