using System.Globalization;

namespace CryptoGrains.Feeds.Replay;

/// <summary>How fast recorded or simulated time passes: a multiple of real time, or as fast as it is read.</summary>
/// <param name="Factor">Seconds of recorded time in one second of ours; infinite for "as fast as it is read".</param>
public readonly record struct ReplaySpeed(double Factor)
{
    /// <summary>The greatest multiple; beyond it only <c>max</c> makes a difference.</summary>
    public const double Greatest = 1_000_000;

    /// <summary>As things happened.</summary>
    public static ReplaySpeed RealTime => new(1);

    /// <summary>As fast as it is read.</summary>
    public static ReplaySpeed Max => new(double.PositiveInfinity);

    /// <summary>Whether nothing is ever waited for.</summary>
    public bool IsMax => double.IsPositiveInfinity(Factor);

    /// <summary>Reads <c>max</c> or a multiple of real time above 0, such as <c>1</c>, <c>0.5</c> or <c>60</c>.</summary>
    public static bool TryParse(string text, out ReplaySpeed speed)
    {
        speed = Max;
        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase))
            return true;

        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor);
        speed = new ReplaySpeed(factor);
        return isNumber && factor is > 0 and <= Greatest;
    }
}
