using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.History.Stores;

/// <summary>
/// Writes files that a reader finds whole or not at all, also after a power failure where they are forced: each is written beside
/// the others, forced, and only then given its name. Staged files do without: they are forced together, before anyone looks for them.
/// </summary>
/// <param name="root">The store's folder.</param>
/// <param name="force">Whether what is written must survive a power failure, and not only the end of this process.</param>
/// <param name="time">The clock for the age of what a crash left.</param>
internal sealed class FolderWriter(string root, bool force, TimeProvider time)
{
    /// <summary>The folder in the root where files are that have no name yet.</summary>
    public const string Unnamed = ".writing";

    // From about so many files on it is faster to have the whole file system written, whatever else is waiting there.
    private const int MostForcedOneByOne = 8;

    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);

    private readonly string _unnamed = Path.Join(root, Unnamed);
    private readonly KnownFolders _folders = new(root);
    private readonly Lock _preparing = new();
    private volatile bool _prepared;

    private delegate bool Writing(string path, ReadOnlySpan<byte> content);

    /// <summary>Whether what is written must survive a power failure.</summary>
    public bool Forces { get; } = force;

    /// <summary>Writes a file if nothing has its name.</summary>
    /// <returns>False where something has.</returns>
    public bool TryCreate(string path, ReadOnlySpan<byte> content) => Write(path, content, CreateOnce);

    /// <summary>Writes a file in the place of what has its name.</summary>
    public void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, ReplaceOnce);

    /// <summary>Writes a file under its name at once, if nothing has it: a reader may find it in part, and nothing is forced.</summary>
    /// <returns>False where something has.</returns>
    public bool TryStage(string path, ReadOnlySpan<byte> content) => Write(path, content, StageOnce);

    /// <summary>Forces files that were staged, and their names.</summary>
    public bool Force(List<string> paths)
    {
        if (paths.Count > MostForcedOneByOne && OperatingSystem.IsLinux())
        {
            PosixFile.ForceFileSystem(root);
            return true;
        }

        foreach (var path in paths)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }

        foreach (var folder in paths.Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal))
        {
            KnownFolders.Force(folder);
            _folders.ForceNamesTo(folder);
        }

        return true;
    }

    private bool Write(string path, ReadOnlySpan<byte> content, Writing once)
    {
        try
        {
            return once(path, content);
        }
        catch (Exception exception) when (FolderErrors.IsNotThere(exception))
        {
            // Someone removed a folder that was known to be there.
            _folders.Forget();
            _prepared = false;
            return once(path, content);
        }
    }

    private bool CreateOnce(string path, ReadOnlySpan<byte> content) => WriteNamed(path, content, TryName);

    private bool ReplaceOnce(string path, ReadOnlySpan<byte> content) => WriteNamed(path, content, Rename);

    private bool StageOnce(string path, ReadOnlySpan<byte> content)
    {
        Prepare();
        _folders.Make(Path.GetDirectoryName(path)!);
        if (TryOpenNew(path) is not { } file)
            return false;

        try
        {
            using (file)
                RandomAccess.Write(file, content, 0);
            return true;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static SafeFileHandle? TryOpenNew(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (Path.Exists(path))
        {
            return null;
        }
    }

    private bool WriteNamed(string path, ReadOnlySpan<byte> content, Func<string, string, bool> giveName)
    {
        Prepare();
        var folder = Path.GetDirectoryName(path)!;
        var unnamed = Path.Join(_unnamed, Guid.NewGuid().ToString("N"));
        try
        {
            // Folders are made before the file is forced, and forced after it: a journal then takes both in one go.
            _folders.Make(folder);
            WriteUnnamed(unnamed, content);
            if (Forces)
                _folders.ForceNamesTo(folder);
            if (!giveName(unnamed, path))
                return false;

            if (Forces)
                KnownFolders.Force(folder);
            return true;
        }
        finally
        {
            if (File.Exists(unnamed))
                File.Delete(unnamed);
        }
    }

    private void WriteUnnamed(string unnamed, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(unnamed, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
        if (Forces)
            RandomAccess.FlushToDisk(file);
    }

    private static bool TryName(string unnamed, string path)
    {
        if (!OperatingSystem.IsWindows())
            return PosixFile.TryLink(unnamed, path);

        try
        {
            File.Move(unnamed, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static bool Rename(string unnamed, string path)
    {
        if (OperatingSystem.IsWindows())
            File.Move(unnamed, path, overwrite: true);
        else
            PosixFile.Rename(unnamed, path);
        return true;
    }

    /// <summary>Before the first file: makes the folders, and removes what crashes left.</summary>
    private void Prepare()
    {
        if (_prepared)
            return;

        lock (_preparing)
        {
            if (_prepared)
                return;

            Directory.CreateDirectory(_unnamed);
            var old = time.GetUtcNow() - LeftoverAge;
            foreach (var file in new DirectoryInfo(_unnamed).EnumerateFiles())
            {
                if (file.LastWriteTimeUtc < old.UtcDateTime)
                    file.Delete();
            }

            _prepared = true;
        }
    }
}
