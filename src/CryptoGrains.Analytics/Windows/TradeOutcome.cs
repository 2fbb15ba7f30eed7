namespace CryptoGrains.Analytics.Windows;

/// <summary>What became of a trade.</summary>
public enum TradeOutcome : byte
{
    /// <summary>It is in its candles.</summary>
    Counted,

    /// <summary>Its id was counted before.</summary>
    Duplicate,

    /// <summary>It happened longer before the watermark than the lateness allows: the trade log has it, the live candles don't.</summary>
    TooLate,

    /// <summary>With it a sum or a price could no longer be kept exactly.</summary>
    Refused,
}
