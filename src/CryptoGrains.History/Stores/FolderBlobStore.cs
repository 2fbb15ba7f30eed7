using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.History.Stores;

/// <summary>
/// Blobs as the files of a folder, under their names. Any number of processes may use one folder at once. Work is done on threads of
/// the pool and stops between its steps when it is cancelled; a file system that hangs is waited for.
/// </summary>
public sealed class FolderBlobStore : IBlobStore
{
    private const int ReadAtOnce = 8 << 20;

    private readonly FolderWriter _writer;

    /// <summary>Opens a store; the folder is made with the first blob.</summary>
    /// <param name="folder">The folder's path. All of it must be on one file system.</param>
    /// <param name="force">Whether a blob that was written survives a power failure, and not only the end of the process.</param>
    /// <param name="time">The clock by which files that a crash left half written are old enough to be removed: the system's.</param>
    public FolderBlobStore(string folder, bool force, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Location = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _writer = new FolderWriter(Location, force, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public string LocationOf(string name) => PathOf(name);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return await RunAsync<ReadOnlyMemory<byte>?>(path, "read", () => Read(path, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReadRangeAsync(
        string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var path = PathOf(name);
        await RunAsync(path, "read", () => ReadRange(path, offset, into, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return await RunAsync<BlobInfo?>(path, "found", () => FolderListing.Find(path, name), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryCreateAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return await RunAsync(path, "written", () => _writer.TryCreate(path, content.Span) || AnswerTaken(path), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryStageAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return await RunAsync(path, "written", () => _writer.TryStage(path, content.Span) || AnswerTaken(path), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ForceAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        if (!_writer.Forces || names.Count == 0)
            return;

        List<string> paths = [.. names.Select(PathOf)];
        await RunAsync(Location, "forced to the disk", () => _writer.Force(paths), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        await RunAsync(path, "written", () => Replace(path, content), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>A power failure may bring the blob back; its folder stays.</remarks>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        await RunAsync(path, "deleted", () => Delete(path), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The names of one folder at each level are held in memory at once.</remarks>
    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BlobName.CheckPrefix(prefix);
        const int atOnce = 256;
        using var blobs = new FolderListing(Location, FolderWriter.Unnamed, prefix, after).Walk().GetEnumerator();
        List<BlobInfo> page;
        do
        {
            page = await RunAsync(Location, "listed", () => Next(blobs, atOnce, cancellationToken), cancellationToken);
            foreach (var blob in page)
                yield return blob;
        }
        while (page.Count == atOnce);
    }

    private static List<BlobInfo> Next(IEnumerator<BlobInfo> blobs, int count, CancellationToken cancellationToken)
    {
        var page = new List<BlobInfo>(count);
        while (page.Count < count && blobs.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Add(blobs.Current);
        }

        return page;
    }

    private static ReadOnlyMemory<byte>? Read(string path, CancellationToken cancellationToken)
    {
        using var file = OpenIfThere(path);
        if (file is null)
            return null;

        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
            throw new BlobStoreException($"{path} has {length} bytes, too many to be read whole: read it in ranges.");

        var content = GC.AllocateUninitializedArray<byte>((int)length);
        Fill(file, path, 0, content, cancellationToken);
        return content;
    }

    private static bool ReadRange(string path, long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        using var file = OpenIfThere(path)
            ?? throw new BlobStoreException($"{path} could not be read: there is no such blob.");
        Fill(file, path, offset, into.Span, cancellationToken);
        return true;
    }

    private static SafeFileHandle? OpenIfThere(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (FolderErrors.IsNotThere(exception) || Directory.Exists(path))
        {
            return null;
        }
    }

    private static void Fill(
        SafeFileHandle file, string path, long offset, Span<byte> into, CancellationToken cancellationToken)
    {
        var length = RandomAccess.GetLength(file);
        if (into.Length > length - offset)
        {
            throw new BlobStoreException(
                $"{path} has {length} bytes, so the {into.Length} from offset {offset} on could not be read.");
        }

        for (var done = 0; done < into.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(file, into.Slice(done, Math.Min(ReadAtOnce, into.Length - done)), offset + done);
            if (read == 0)
                throw new BlobStoreException($"{path} was cut to {offset + done} bytes while it was read.");
            done += read;
        }
    }

    /// <summary>The answer where a name is taken: false, unless a folder has taken it.</summary>
    private static bool AnswerTaken(string path) => Directory.Exists(path) ? throw IsAFolder(path) : false;

    private bool Replace(string path, ReadOnlyMemory<byte> content)
    {
        if (Directory.Exists(path))
            throw IsAFolder(path);

        _writer.Replace(path, content.Span);
        return true;
    }

    private static bool Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (FolderErrors.IsNotThere(exception) || Directory.Exists(path))
        {
            // There is no such blob, which is what was asked for.
        }

        return true;
    }

    private static BlobStoreException IsAFolder(string path) =>
        new($"{path} could not be written: it is a folder with other blobs, and a file can't have its name.");

    private string PathOf(string name)
    {
        BlobName.Check(name);
        return name.StartsWith(FolderWriter.Unnamed, StringComparison.Ordinal) && name.Split('/')[0] == FolderWriter.Unnamed
            ? throw new BlobStoreException($"'{name}' is no name of a blob: the store keeps unfinished files in that folder.")
            : Path.Join(Location, name);
    }

    private static async Task<T> RunAsync<T>(string path, string verb, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        catch (Exception exception) when (FolderErrors.IsOne(exception))
        {
            throw FolderErrors.Sentence(path, verb, exception);
        }
    }
}
