namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>The calls of a blob store.</summary>
public enum StoreCallKind
{
    Read,
    ReadRange,
    Find,
    TryCreate,
    Replace,
    Delete,
    List,
}
