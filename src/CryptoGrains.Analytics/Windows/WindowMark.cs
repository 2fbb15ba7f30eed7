using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>A state of an instrument's windows, for asking later what has changed since.</summary>
/// <param name="Version">The windows' version.</param>
/// <param name="Watermark">The windows' watermark.</param>
public readonly record struct WindowMark(long Version, Timestamp Watermark);
