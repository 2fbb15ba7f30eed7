using System.Globalization;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>What of a log there is, from a version on.</summary>
internal sealed class LogListing
{
    private const int PartDigits = 10;

    /// <summary>The entries in order of version.</summary>
    public List<(long Version, BlobInfo Blob)> Commits { get; } = [];

    /// <summary>The whole checkpoints, the newest first.</summary>
    public List<CheckpointFiles> Checkpoints { get; } = [];

    /// <summary>All blobs that belong to a version, in order of name.</summary>
    public List<(long Version, BlobInfo Blob)> All { get; } = [];

    /// <summary>Lists a log.</summary>
    /// <param name="store">The store.</param>
    /// <param name="names">The names of the table's log.</param>
    /// <param name="from">The first version of interest.</param>
    /// <param name="upTo">The last version of interest; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LogListing> ReadAsync(
        IBlobStore store, LogNames names, long from, long? upTo, CancellationToken cancellationToken)
    {
        var listing = new LogListing();
        var parts = new Dictionary<(long Version, string Of), List<BlobInfo>>();
        await foreach (var blob in store.ListAsync(names.Prefix, names.Before(from), cancellationToken))
        {
            // What belongs to a version begins with a digit, and digits come before all else that stands in a log.
            if (!char.IsAsciiDigit(blob.Name[names.Prefix.Length]))
                break;
            if (!names.TryParse(blob.Name, out var version, out var kind))
                continue;
            if (version > upTo)
                break;
            listing.Add(version, kind, blob, parts);
        }

        listing.Checkpoints.Reverse();
        return listing;
    }

    private void Add(long version, string kind, BlobInfo blob, Dictionary<(long Version, string Of), List<BlobInfo>> parts)
    {
        All.Add((version, blob));
        if (kind == "json")
        {
            Commits.Add((version, blob));
            return;
        }

        var words = kind.Split('.');
        if (words[0] != "checkpoint")
            return;

        // checkpoint.parquet, checkpoint.<uuid>.parquet and .json, checkpoint.<part>.<parts>.parquet
        if (words is [_, "parquet"] or [_, _, "parquet" or "json"])
        {
            Checkpoints.Add(new CheckpointFiles(version, [blob]));
        }
        else if (words is [_, { Length: PartDigits }, { Length: PartDigits } of, "parquet"])
        {
            if (!parts.TryGetValue((version, of), out var found))
                parts[(version, of)] = found = [];
            found.Add(blob);
            if (found.Count.ToString("D10", CultureInfo.InvariantCulture) == of)
                Checkpoints.Add(new CheckpointFiles(version, found));
        }
    }
}
