namespace CryptoGrains.Gateway.Timelines;

/// <summary>Which layer candles are wanted from.</summary>
internal enum TimelineSource : byte
{
    /// <summary>Both, as one series.</summary>
    Merged,

    /// <summary>The history alone.</summary>
    Batch,

    /// <summary>The live candles alone.</summary>
    Live,
}
