namespace CryptoGrains.Market;

/// <summary>One trade, as an exchange reported it.</summary>
/// <param name="Instrument">What was traded, and where.</param>
/// <param name="Id">The exchange's id of the trade, unique in the instrument and rising with time.</param>
/// <param name="Price">The price in the quote asset, exactly as written.</param>
/// <param name="Quantity">The quantity in the base asset, exactly as written.</param>
/// <param name="TakerSide">The side that took liquidity.</param>
/// <param name="EventTime">When the exchange says it happened. Candles follow this time.</param>
/// <param name="ReceiveTime">When it reached us, by our clock; the event time where nobody wrote it down.</param>
/// <param name="Offset">Its offset in its partition of the trade log; -1 until it is appended.</param>
public readonly record struct Trade(
    Instrument Instrument,
    long Id,
    decimal Price,
    decimal Quantity,
    TakerSide TakerSide,
    Timestamp EventTime,
    Timestamp ReceiveTime,
    long Offset = -1);
