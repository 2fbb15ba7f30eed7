using System.IO.Enumeration;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Stores;

/// <summary>Walks a folder's files in the ordinal order of their whole names, holding one folder's names for each level.</summary>
/// <param name="root">The store's folder.</param>
/// <param name="hidden">The entry of the root that holds no blobs.</param>
/// <param name="prefix">Only names that begin with it.</param>
/// <param name="after">Only names greater than it; null for all.</param>
internal sealed class FolderListing(string root, string hidden, string prefix, string? after)
{
    /// <summary>The blobs from here on. Folders that can't hold a name asked for are not opened.</summary>
    public IEnumerable<BlobInfo> Walk()
    {
        // What stands before the prefix's last slash is a folder; the rest filters its entries.
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        return Walk(folder);
    }

    /// <summary>What there is at a path; null where there is no file.</summary>
    public static BlobInfo? Find(string path, string name)
    {
        try
        {
            // FileInfo.Exists would take a refusal for an absence.
            var file = new FileInfo(path);
            return new BlobInfo(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
        }
        catch (Exception exception) when (FolderErrors.IsNotThere(exception))
        {
            return null;
        }
    }

    private IEnumerable<BlobInfo> Walk(string folder)
    {
        foreach (var name in Entries(folder))
        {
            if (name.EndsWith('/'))
            {
                foreach (var below in Walk(name))
                    yield return below;
            }
            else
            {
                // Between the folder's reading and now it may have been deleted.
                if (Find(PathOf(name), name) is { } blob)
                    yield return blob;
            }
        }
    }

    /// <summary>
    /// A folder's entries as the beginnings of names, folders with a slash at the end: so sorted, all names below a folder stand
    /// where the folder stands.
    /// </summary>
    private List<string> Entries(string folder)
    {
        var path = PathOf(folder);
        var names = new List<string>();
        try
        {
            var entries = new FileSystemEnumerable<string>(
                path,
                (ref FileSystemEntry entry) => entry.IsDirectory ? $"{folder}{entry.FileName}/" : $"{folder}{entry.FileName}",
                new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    folder.Length > 0 || !entry.FileName.SequenceEqual(hidden),
            };
            names.AddRange(entries.Where(IsAskedFor));
        }
        catch (Exception exception) when (FolderErrors.IsNotThere(exception))
        {
            return [];
        }
        catch (Exception exception) when (FolderErrors.IsOne(exception))
        {
            throw FolderErrors.Sentence(path, "listed", exception);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private bool IsAskedFor(string name)
    {
        var isFolder = name.EndsWith('/');
        if (!name.StartsWith(prefix, StringComparison.Ordinal) && !(isFolder && prefix.StartsWith(name, StringComparison.Ordinal)))
            return false;

        return after is null
            || string.CompareOrdinal(name, after) > 0
            || (isFolder && after.StartsWith(name, StringComparison.Ordinal));
    }

    private string PathOf(string name) => Path.Join(root, name);
}
