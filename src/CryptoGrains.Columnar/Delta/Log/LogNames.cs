using System.Globalization;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The names of the blobs of a table's log.</summary>
/// <param name="folder">The table's folder.</param>
internal sealed class LogNames(string folder)
{
    /// <summary>How many digits a version has in a name, so that names sort as versions do.</summary>
    public const int VersionDigits = 20;

    /// <summary>The table's folder.</summary>
    public string Folder => folder;

    /// <summary>What all names of the log begin with.</summary>
    public string Prefix { get; } = $"{folder}/_delta_log/";

    /// <summary>The hint at the newest checkpoint.</summary>
    public string LastCheckpoint => Prefix + "_last_checkpoint";

    /// <summary>A version's entry.</summary>
    public string Commit(long version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version:D20}.json");

    /// <summary>A version's checkpoint in one file.</summary>
    public string Checkpoint(long version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version:D20}.checkpoint.parquet");

    /// <summary>A part of a checkpoint that a manifest names.</summary>
    public string Sidecar(string file) => $"{Prefix}_sidecars/{file}";

    /// <summary>What all names of a version and of later ones are greater than.</summary>
    public string Before(long version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version:D20}");

    /// <summary>Takes a name of the log apart.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="version">The version it belongs to.</param>
    /// <param name="kind">What comes after the version's digits and the point: <c>json</c>, <c>checkpoint.parquet</c>, ….</param>
    /// <returns>False where it does not belong to a version.</returns>
    public bool TryParse(string name, out long version, out string kind)
    {
        version = 0;
        kind = "";
        if (name.Length <= Prefix.Length + VersionDigits + 1 || name[Prefix.Length + VersionDigits] != '.'
            || !long.TryParse(name.AsSpan(Prefix.Length, VersionDigits), NumberStyles.None, CultureInfo.InvariantCulture, out version))
            return false;

        kind = name[(Prefix.Length + VersionDigits + 1)..];
        return true;
    }
}
