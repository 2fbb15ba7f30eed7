namespace CryptoGrains.LocalRuntime.Tests.Contract;

public enum ErrorCase
{
    /// <summary>The method throws before it returns a task.</summary>
    AtOnce,

    /// <summary>The task fails after an await.</summary>
    Later,

    /// <summary>An exception type of our own.</summary>
    Own,
}
