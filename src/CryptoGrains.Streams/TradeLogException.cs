namespace CryptoGrains.Streams;

/// <summary>The trade log could not do what was asked; the message says what was wrong, where, and what to do.</summary>
public sealed class TradeLogException : IOException
{
    /// <summary>Makes one with its sentence.</summary>
    public TradeLogException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its sentence and what set it off.</summary>
    public TradeLogException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it is only that another process, or this one, has the log open.</summary>
    public bool IsInUse { get; init; }
}
