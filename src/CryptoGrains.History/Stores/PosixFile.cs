using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.History.Stores;

/// <summary>
/// What .NET does not offer of a POSIX file system. File.Move without overwriting looks first and renames then, so that of two who
/// move at once both may succeed, the second over the first; and it copies between file systems, which readers can watch.
/// </summary>
internal static class PosixFile
{
    private const int FileExists = 17;

    /// <summary>Gives a file a second name. Of many that take the same name, one succeeds.</summary>
    /// <returns>False where something has that name.</returns>
    public static bool TryLink(string path, string secondPath)
    {
        if (Link(path, secondPath) == 0)
            return true;

        var error = Marshal.GetLastPInvokeError();
        return error == FileExists ? false : throw Failure(error);
    }

    /// <summary>Renames a file; what had the name is replaced.</summary>
    public static void Rename(string path, string newPath)
    {
        if (RenameFile(path, newPath) != 0)
            throw Failure(Marshal.GetLastPInvokeError());
    }

    /// <summary>Forces the names in a folder to the disk: a file that is made or renamed is safe only then.</summary>
    public static void ForceFolder(string folder)
    {
        using var handle = OpenFolder(folder);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Forces everything that was written to a folder's file system, by anyone. Linux only.</summary>
    public static void ForceFileSystem(string folder)
    {
        using var handle = OpenFolder(folder);
        if (SyncFileSystem(handle) != 0)
            throw Failure(Marshal.GetLastPInvokeError());
    }

    private static SafeFileHandle OpenFolder(string folder)
    {
        const int readOnly = 0;
        var descriptor = Open(folder, readOnly);
        return descriptor < 0 ? throw Failure(Marshal.GetLastPInvokeError()) : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    // The error number goes where .NET puts it for the calls that it offers itself.
    private static Win32Exception Failure(int error) => new(error) { HResult = error };

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string secondPath);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameFile(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileSystem(SafeFileHandle handle);
}
