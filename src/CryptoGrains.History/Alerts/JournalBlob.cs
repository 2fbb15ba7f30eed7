using System.Globalization;

namespace CryptoGrains.History.Alerts;

/// <summary>
/// A blob of the journal: one commit's lines, named by the first one's number, or those of several commits that were merged, named by the
/// first and the last. Of two that write the same number only one can create the blob.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Its first line's number.</param>
/// <param name="MergedLast">Its last line's number, where it is a merged one; a commit's name does not tell.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct JournalBlob(string Name, long First, long? MergedLast, long Length)
{
    public const string Folder = "alerts/journal/";

    private const string Extension = ".jsonl";

    public static string CommitName(long first) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{first:D20}{Extension}");

    public static string MergedName(long first, long last) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}{first:D20}-{last:D20}{Extension}");

    /// <summary>Reads a name; null where it is none of the journal's.</summary>
    public static JournalBlob? Of(string name, long length)
    {
        if (!name.StartsWith(Folder, StringComparison.Ordinal) || !name.EndsWith(Extension, StringComparison.Ordinal))
            return null;

        var numbers = name[Folder.Length..^Extension.Length].Split('-');
        if (numbers.Length > 2 || !Array.TrueForAll(numbers, number => number.Length == 20 && number.All(char.IsAsciiDigit)))
            return null;
        if (!long.TryParse(numbers[0], CultureInfo.InvariantCulture, out var first))
            return null;
        if (numbers.Length == 1)
            return new JournalBlob(name, first, MergedLast: null, length);
        return long.TryParse(numbers[1], CultureInfo.InvariantCulture, out var last) && last >= first ? new JournalBlob(name, first, last, length) : null;
    }

    /// <summary>Whether all of another blob's lines are in this one, which is a merged one: merging takes blobs whole.</summary>
    public bool Covers(JournalBlob other) =>
        MergedLast is { } last && Name != other.Name && other.First >= First && (other.MergedLast ?? other.First) <= last;
}
