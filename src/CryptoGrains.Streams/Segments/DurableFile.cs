using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.Streams.Segments;

/// <summary>Files and folders that survive a power failure where they are asked to.</summary>
internal static class DurableFile
{
    /// <summary>
    /// Puts <paramref name="text"/> in the place of a small file: a reader finds the old text or the new, never a part.
    /// </summary>
    public static void Replace(string path, string text, bool force)
    {
        var temporary = path + ".new";
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, Encoding.UTF8.GetBytes(text), fileOffset: 0);
            if (force)
                RandomAccess.FlushToDisk(handle);
        }

        File.Move(temporary, path, overwrite: true);
        if (force)
            ForceFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a folder that is not there, so that it is still there after a power failure.</summary>
    public static void MakeFolder(string path, bool force)
    {
        if (Directory.Exists(path))
            return;

        Directory.CreateDirectory(path);
        if (force)
            ForceFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Forces the names in a folder to the disk: a file that is made or renamed is safe only then. Windows does so by itself.
    /// </summary>
    public static void ForceFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        const int readOnly = 0;
        var descriptor = OpenDescriptor(folder, readOnly);
        if (descriptor < 0)
        {
            throw new IOException(
                $"The folder {folder} can't be opened to force it to the disk: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    // .NET opens files only, and a folder's names are forced through the folder.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenDescriptor([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
