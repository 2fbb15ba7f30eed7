using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Reads checkpoints.</summary>
internal sealed class CheckpointReader(IBlobStore store, LogNames names)
{
    /// <summary>Reads a checkpoint.</summary>
    public Task<LogActions> ReadAsync(CheckpointFiles checkpoint, CancellationToken cancellationToken) =>
        throw new CheckpointDamagedException($"{store.Location}{names.Folder}{checkpoint.Version}{cancellationToken.IsCancellationRequested}");
}
