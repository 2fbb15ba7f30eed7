namespace CryptoGrains.Columnar.Tests.Storage;

/// <summary>What goes wrong with a call to a store.</summary>
public enum StoreFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It fails before anything was done.</summary>
    Before,

    /// <summary>It fails though it was done.</summary>
    After,

    /// <summary>A read gives only the first half of the bytes.</summary>
    Torn,
}
