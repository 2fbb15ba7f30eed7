using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.History.Tables;

/// <summary>Finds the files whose rows came to a table or left it between two versions.</summary>
internal static class ChangedFiles
{
    /// <summary>
    /// The files that were added or removed with their rows; those that only hold rows anew are left out. Null where that can't be told: there
    /// is no older version, the log no longer has what came after it, or a file that left with its rows has been collected since. One that
    /// came and whose rows were then compacted into others may be gone.
    /// </summary>
    public static async Task<IEnumerable<AddFile>?> BetweenAsync(
        HistoryTables tables, DeltaTable table, long? sinceVersion, DeltaSnapshot now, CancellationToken cancellationToken)
    {
        if (sinceVersion is not { } since || since > now.Version)
            return null;

        var changed = new Dictionary<string, AddFile>(StringComparer.Ordinal);
        try
        {
            ImmutableSortedDictionary<string, AddFile>? before = null;
            var came = new Dictionary<string, AddFile>(StringComparer.Ordinal);
            await foreach (var change in table.ChangesAsync(since, now.Version, cancellationToken))
            {
                foreach (var (path, _) in change.Removes.Where(removed => removed.DataChange))
                {
                    before ??= (await table.AtAsync(since, cancellationToken))?.Files;
                    if (!came.TryGetValue(path, out var file) && before?.TryGetValue(path, out file) != true)
                        return null;
                    if (await tables.Store.FindAsync($"{table.Folder}/{path}", cancellationToken) is null)
                        return null;
                    changed[path] = file!;
                }

                foreach (var file in change.Adds)
                {
                    came[file.Path] = file;
                    if (file.DataChange)
                        changed[file.Path] = file;
                }
            }
        }
        catch (DeltaException)
        {
            // The entries that led here were collected. All that there is is more than what changed, and never wrong.
            return null;
        }

        return changed.Values;
    }
}
