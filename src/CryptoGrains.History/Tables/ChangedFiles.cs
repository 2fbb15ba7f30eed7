using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.History.Tables;

/// <summary>Finds the files whose rows came to a table or left it between two versions.</summary>
internal static class ChangedFiles
{
    /// <summary>
    /// The files that were added or removed with their rows, whether or not they are still there; those that only hold rows anew are
    /// left out. Null where that can't be told: there is no older version, or the log no longer has what came after it.
    /// </summary>
    public static async Task<IReadOnlyCollection<AddFile>?> BetweenAsync(
        DeltaTable table, long? sinceVersion, DeltaSnapshot now, CancellationToken cancellationToken)
    {
        if (sinceVersion is not { } since || since > now.Version)
            return null;
        if (since == now.Version)
            return [];

        try
        {
            return await ReadAsync(table, since, now, cancellationToken);
        }
        catch (LogEntryGoneException)
        {
            return null;
        }
    }
}
