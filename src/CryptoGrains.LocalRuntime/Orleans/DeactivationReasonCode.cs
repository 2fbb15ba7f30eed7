namespace Orleans;

/// <summary>The kinds of reason for which an activation ends; the values are Orleans' own.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The process stops.</summary>
    ShuttingDown = 1,

    /// <summary>Nobody called for the idle time.</summary>
    ActivationIdle = 4,

    /// <summary>The grain let an error escape that says its state is stale.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,
}
