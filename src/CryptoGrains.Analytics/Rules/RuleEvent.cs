using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A rule's alert in an instrument fired, or ended. The same trades give the same events, however often they are replayed.</summary>
/// <param name="RuleId">The <see cref="AlertRule.Id"/>.</param>
/// <param name="RuleVersion">The <see cref="AlertRule.Version"/> that watched.</param>
/// <param name="Instrument">Where.</param>
/// <param name="Cause">What it fired on: <c>trade:ID</c>, <c>candle:INTERVAL:OPEN in ms</c>, with <c>:2</c> behind it where it fired there a second time after it was taken back, <c>gap:FIRST ID</c> or a <see cref="Finding.Id"/>. The end of an alert names the cause of its beginning.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="At">The event time of what made it so.</param>
/// <param name="Saw">The numbers: each side of each comparison, or what a detector saw.</param>
[ImmutableObject(true)]
public sealed record RuleEvent(
    string RuleId,
    int RuleVersion,
    Instrument Instrument,
    string Cause,
    RuleEventKind Kind,
    Timestamp At,
    ImmutableArray<Measure> Saw)
{
    /// <summary>The alert's id: the first 16 hexadecimal digits of the SHA-256 of rule, version, instrument and cause, with a line break between them.</summary>
    public string AlertId
    {
        get
        {
            var identity = string.Create(CultureInfo.InvariantCulture, $"{RuleId}\n{RuleVersion}\n{Instrument}\n{Cause}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..16];
        }
    }

    /// <summary>Whether every part is equal, each number of <see cref="Saw"/> included.</summary>
    public bool Equals(RuleEvent? other) =>
        other is not null && (RuleId, RuleVersion, Instrument, Cause, Kind, At) == (other.RuleId, other.RuleVersion, other.Instrument, other.Cause, other.Kind, other.At)
        && Saw.SequenceEqual(other.Saw);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuleId, Instrument, Cause, Kind);
}
