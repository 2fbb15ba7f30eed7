namespace CryptoGrains.Columnar.Tests.Storage;

/// <summary>What a store is asked to do.</summary>
public enum StoreOperation
{
    /// <summary>To read a whole blob.</summary>
    Read,

    /// <summary>To read some bytes of a blob.</summary>
    ReadRange,

    /// <summary>To say what there is under a name.</summary>
    Find,

    /// <summary>To write a blob where there is none.</summary>
    Create,

    /// <summary>To write a blob.</summary>
    Replace,

    /// <summary>To delete a blob.</summary>
    Delete,

    /// <summary>To list blobs.</summary>
    List,
}
