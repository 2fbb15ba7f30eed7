namespace CryptoGrains.Grains;

/// <summary>What the batch layer is doing.</summary>
public enum BatchState : byte
{
    /// <summary>Nothing; the last run, if there was one, went well.</summary>
    Idle,

    /// <summary>A run is under way.</summary>
    Running,

    /// <summary>Nothing; the last run failed. The next one tries again.</summary>
    Failed,
}
