namespace CryptoGrains.Streams.Segments;

/// <summary>
/// Keeps a second process out of a log's folder. The operating system lets go of the lock when the process ends, however it ends.
/// </summary>
internal static class FolderLock
{
    private const string LockName = "lock";
    private const string OwnerName = "lock.owner";

    /// <summary>Takes the lock until the result is disposed.</summary>
    /// <exception cref="TradeLogException">Another process, or this one, has the log open.</exception>
    public static IDisposable Take(string folder)
    {
        var owner = Path.Combine(folder, OwnerName);
        FileStream held;
        try
        {
            var path = Path.Combine(folder, LockName);
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            var by = File.Exists(owner) ? File.ReadAllText(owner).Trim() : "unknown";
            throw new TradeLogException(
                $"The trade log in {folder} is in use by process {by}: stop it, or use another folder. ({exception.Message})", exception)
            {
                IsInUse = true,
            };
        }

        File.WriteAllText(owner, $"{Environment.ProcessId}\n");
        return held;
    }
}
