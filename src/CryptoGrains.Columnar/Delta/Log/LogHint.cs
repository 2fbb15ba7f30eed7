using System.Text.Json;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The blob that says where the newest checkpoint is. It only saves listing the log, so a torn or old one does no harm.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
internal sealed class LogHint(IBlobStore store, LogNames names)
{
    /// <summary>The version of a checkpoint that was the newest when this was written; null where there is no telling.</summary>
    public async Task<long?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(names.LastCheckpoint, cancellationToken) is not { } json)
            return null;

        try
        {
            using var hint = JsonDocument.Parse(json);
            return hint.RootElement.ValueKind == JsonValueKind.Object
                && hint.RootElement.TryGetProperty("version", out var says) && says.TryGetInt64(out var version) && version >= 0
                ? version
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A torn hint is as good as none: the log is listed instead.
            return null;
        }
    }

    /// <summary>Writes where the newest checkpoint is.</summary>
    /// <param name="version">The version it holds.</param>
    /// <param name="actions">How many actions.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="files">How many of the actions are files of the table.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public ValueTask WriteAsync(long version, long actions, long size, long files, CancellationToken cancellationToken) =>
        store.ReplaceAsync(
            names.LastCheckpoint,
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"version":{{version}},"size":{{actions}},"sizeInBytes":{{size}},"numOfAddFiles":{{files}}}"""),
            cancellationToken);
}
