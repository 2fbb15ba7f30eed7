using System.ComponentModel;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Stores;

/// <summary>What a file system's refusals mean, in sentences.</summary>
internal static class FolderErrors
{
    private const int NotThere = 2;
    private const int NoPermission = 13;
    private const int AlreadyThere = 17;
    private const int OtherFileSystem = 18;
    private const int NotAFolder = 20;
    private const int DiskFull = 28;
    private const int ReadOnly = 30;
    private const int NotPermitted = 1;
    private const int NameTooLong = 36;
    private const int NameTooLongDarwin = 63;
    private const int QuotaUsedUp = 122;
    private const int QuotaUsedUpDarwin = 69;
    private const int HandleDiskFullWindows = unchecked((int)0x80070027);
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <summary>Whether an exception is one that a file system causes, and not a defect of ours.</summary>
    public static bool IsOne(Exception exception) =>
        exception is (IOException and not BlobStoreException) or UnauthorizedAccessException or Win32Exception;

    /// <summary>Whether a call failed because there is no such file or folder, be it that a file stands where a folder would.</summary>
    public static bool IsNotThere(Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException || exception.HResult is NotThere or NotAFolder;

    /// <summary>The exception that callers see.</summary>
    /// <param name="path">What the call was about.</param>
    /// <param name="verb">What should have been done with it: "written".</param>
    /// <param name="exception">What went wrong.</param>
    public static BlobStoreException Sentence(string path, string verb, Exception exception)
    {
        var why = exception switch
        {
            UnauthorizedAccessException => Permission,
            PathTooLongException => TooLong,
            DirectoryNotFoundException => FileInTheWay,
            _ => exception.HResult switch
            {
                DiskFull or DiskFullWindows or HandleDiskFullWindows => "The disk is full: make room and try again.",
                QuotaUsedUp or QuotaUsedUpDarwin => "The quota of this process's user is used up: make room and try again.",
                NoPermission => Permission,
                NotPermitted => Permission + " If it has, the file system may know no hard links, which this store needs.",
                ReadOnly => "The file system is read-only.",
                NameTooLong or NameTooLongDarwin => TooLong,
                OtherFileSystem => "It is on another file system than the rest of the store, which must be on one.",
                NotAFolder or AlreadyThere => FileInTheWay,
                _ => exception.Message,
            },
        };
        return new BlobStoreException($"{path} could not be {verb}. {why}", exception);
    }

    private const string Permission = "This process's user has no permission: change the folder's owner or rights.";
    private const string FileInTheWay = "A part of its path is a file and no folder, or was removed meanwhile.";
    private const string TooLong = "The path is longer than the file system allows: use a folder with a shorter path.";
}
