using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>An alert that is over.</summary>
internal readonly record struct ClosedAlert(string Id, Instrument Instrument, Timestamp FiredAt, bool IsRetracted);
