namespace CryptoGrains.Feeds;

/// <summary>A feed can't be made or started; the message says what was wrong, where, and what to do.</summary>
public sealed class FeedException : Exception
{
    /// <summary>Makes one with its sentence.</summary>
    public FeedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its sentence and what set it off.</summary>
    public FeedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
