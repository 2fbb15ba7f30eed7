namespace CryptoGrains.History.Rebuild;

/// <summary>What a rebuild has published, in all of its attempts.</summary>
internal sealed class PublishedVersions
{
    private readonly Dictionary<string, long> _commits = new(StringComparer.Ordinal);

    /// <summary>For each table that changed, its new version.</summary>
    public IReadOnlyDictionary<string, long> Commits => _commits;

    /// <summary>How many data files came with them.</summary>
    public int Files { get; private set; }

    /// <summary>Notes a version.</summary>
    public void Add(string table, long version, int files)
    {
        _commits[table] = version;
        Files += files;
    }
}
