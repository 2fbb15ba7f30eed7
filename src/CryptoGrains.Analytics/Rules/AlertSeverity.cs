namespace CryptoGrains.Analytics.Rules;

/// <summary>How much an alert matters.</summary>
public enum AlertSeverity : byte
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Somebody should look at it.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Critical,
}
