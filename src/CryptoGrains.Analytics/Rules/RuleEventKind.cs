namespace CryptoGrains.Analytics.Rules;

/// <summary>What became of a rule's alert.</summary>
public enum RuleEventKind : byte
{
    /// <summary>The condition has come to hold.</summary>
    Fired,

    /// <summary>It holds no more.</summary>
    Resolved,

    /// <summary>It never held: a late trade changed the candle that it was seen in.</summary>
    Retracted,
}
