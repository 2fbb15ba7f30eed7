namespace CryptoGrains.History.Tests.Crash;

/// <summary>The write at which a process kills itself: the first one of its kind to a table.</summary>
/// <param name="Folder">The table's folder.</param>
/// <param name="Kind"><c>data</c>, <c>commit</c> or <c>checkpoint</c>.</param>
/// <param name="Before">Whether the blob is not written any more.</param>
internal sealed record KillPoint(string Folder, string Kind, bool Before)
{
    public static KillPoint Parse(string text)
    {
        var parts = text.Split(' ');
        return new KillPoint(parts[0], parts[1], bool.Parse(parts[2]));
    }

    /// <summary>Whether a blob is one of those that it means.</summary>
    public bool IsAt(string blob) => blob.StartsWith(Folder + "/", StringComparison.Ordinal) && Kind == KindOf(blob);

    public override string ToString() => $"{Folder} {Kind} {Before}";

    private static string KindOf(string blob) =>
        !blob.Contains("/_delta_log/", StringComparison.Ordinal) ? "data"
        : blob.EndsWith(".json", StringComparison.Ordinal) ? "commit"
        : blob.EndsWith(".checkpoint.parquet", StringComparison.Ordinal) ? "checkpoint"
        : "hint";
}
