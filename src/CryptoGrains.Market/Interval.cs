namespace CryptoGrains.Market;

/// <summary>A candle's length, aligned to the UTC epoch, half open: <c>[open, open + length)</c>.</summary>
public enum Interval : byte
{
    /// <summary>One minute, <c>1m</c>.</summary>
    OneMinute,

    /// <summary>Five minutes, <c>5m</c>.</summary>
    FiveMinutes,

    /// <summary>Fifteen minutes, <c>15m</c>.</summary>
    FifteenMinutes,

    /// <summary>One hour, <c>1h</c>.</summary>
    OneHour,

    /// <summary>Four hours, <c>4h</c>.</summary>
    FourHours,

    /// <summary>One day, <c>1d</c>, from 00:00 UTC.</summary>
    OneDay,
}
