namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>What goes wrong with a request to a store.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is answered by an error (500) and not done.</summary>
    Error,

    /// <summary>It is answered by "unavailable" (503) and not done.</summary>
    Unavailable,

    /// <summary>It is not answered, and not done, for as long as the fault lasts.</summary>
    Stall,

    /// <summary>What is written or read is cut in its middle, and the connection with it.</summary>
    Torn,

    /// <summary>It is done, and the answer is lost.</summary>
    Unanswered,
}
