using System.Collections.Concurrent;

namespace CryptoGrains.History.Stores;

/// <summary>Remembers which folders of a store are there, and whose names are forced, so that neither is done again for each file.</summary>
/// <param name="root">The store's folder.</param>
internal sealed class KnownFolders(string root)
{
    // 100 bytes each. A rebuild that writes 18,000 files writes them into about as many.
    private const int Most = 65_536;

    /// <summary>The folders that are there, and whether their names are forced.</summary>
    private readonly ConcurrentDictionary<string, bool> _known = new();
    private int _count;

    /// <summary>Forces the names in a folder to the disk; Windows does it by itself.</summary>
    public static void Force(string folder)
    {
        if (!OperatingSystem.IsWindows())
            PosixFile.ForceFolder(folder);
    }

    /// <summary>Makes the folders down to one that are not known to be there.</summary>
    public void Make(string folder)
    {
        if (folder.Length <= root.Length || _known.ContainsKey(folder))
            return;

        // The outermost first: so each costs one call.
        Make(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder);
        Know(folder, isForced: false);
    }

    /// <summary>Forces the names of the folders down to one, where this store has not done so.</summary>
    public void ForceNamesTo(string folder)
    {
        if (folder.Length <= root.Length || _known.GetValueOrDefault(folder))
            return;

        var above = Path.GetDirectoryName(folder)!;
        ForceNamesTo(above);
        Force(above);
        Know(folder, isForced: true);
    }

    /// <summary>Knows nothing any more.</summary>
    public void Forget()
    {
        Interlocked.Exchange(ref _count, 0);
        _known.Clear();
    }

    private void Know(string folder, bool isForced)
    {
        if (!_known.TryAdd(folder, isForced))
        {
            if (isForced)
                _known[folder] = true;
        }
        else if (Interlocked.Increment(ref _count) > Most)
        {
            // The dictionary's own count would stop all its users each time.
            Forget();
        }
    }
}
