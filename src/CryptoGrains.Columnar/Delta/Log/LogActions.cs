namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The actions of a commit or of a checkpoint.</summary>
internal sealed class LogActions
{
    /// <summary>Where the commit comes from; null where it does not say, and in checkpoints.</summary>
    public CommitInfo? Info { get; set; }

    /// <summary>What a reader and a writer must understand from now on; null where that stays.</summary>
    public DeltaProtocol? Protocol { get; set; }

    /// <summary>What the table is from now on; null where that stays.</summary>
    public MetadataAction? Metadata { get; set; }

    /// <summary>Files that come in.</summary>
    public List<AddFile> Adds { get; } = [];

    /// <summary>Files that go; in a checkpoint the tombstones of those that went.</summary>
    public List<RemoveFile> Removes { get; } = [];

    /// <summary>How far applications have come.</summary>
    public List<KeyValuePair<string, long>> Transactions { get; } = [];

    /// <summary>The names of the files that hold the rest of a checkpoint.</summary>
    public List<string> Sidecars { get; } = [];
}
