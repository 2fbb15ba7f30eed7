namespace CryptoGrains.Host.Commands;

/// <summary>Files that are there as a whole or not at all.</summary>
internal static class NewFile
{
    /// <summary>Writes a file beside its name and puts it there when all of it is written. If that fails, what was there stays.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await using (var stream = new FileStream(beside, FileMode.CreateNew))
                await write(stream);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
