namespace CryptoGrains.Grains;

/// <summary>Where an alert stands.</summary>
public enum AlertState : byte
{
    /// <summary>Its condition holds, and nobody has seen it.</summary>
    Firing,

    /// <summary>Its condition holds, and somebody has seen it.</summary>
    Acknowledged,

    /// <summary>It is over: its condition holds no more, its rule is gone, or a late trade took it back.</summary>
    Resolved,
}
