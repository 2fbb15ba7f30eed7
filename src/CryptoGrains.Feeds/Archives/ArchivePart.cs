using System.IO.Compression;
using CryptoGrains.Feeds.Files;

namespace CryptoGrains.Feeds.Archives;

/// <summary>One table of an archive file: the file itself, or an entry of a zip.</summary>
/// <param name="Name">What to call it in messages: the file's name, with the entry's after it.</param>
/// <param name="FileName">The name that may tell symbol and kind.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record ArchivePart(string Name, string FileName, LineReader Lines)
{
    /// <summary>The most entries of one zip that are read.</summary>
    public const int MostEntries = 1_000;

    /// <summary>Opens the tables of a file, one after the other; each is open until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">It is no zip though it begins like one, or has too many entries.</exception>
    public static async IAsyncEnumerable<ArchivePart> OpenAsync(string file)
    {
        var name = Path.GetFileName(file);
        if (!IsZip(file))
        {
            await using var lines = new LineReader(ByteSource.Open(file));
            yield return new ArchivePart(name, name, lines);
            yield break;
        }

        await using var zip = await ZipFile.OpenReadAsync(file);
        var entries = zip.Entries
            .Where(entry => entry.Name.Length > 0)
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            .ToList();
        if (entries.Count > MostEntries)
            throw new InvalidDataException($"the zip has {entries.Count:N0} entries and {MostEntries:N0} are the limit");

        foreach (var entry in entries)
        {
            await using var lines = new LineReader(new BoundedSource(new ZipEntrySource(entry), entry.CompressedLength));
            yield return new ArchivePart($"{name}/{entry.Name}", entry.Name, lines);
        }
    }

    private static bool IsZip(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> magic = stackalloc byte[4];
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic is [(byte)'P', (byte)'K', 3 or 5, 4 or 6];
    }
}
