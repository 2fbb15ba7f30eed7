namespace CryptoGrains.Bench;

/// <summary>An empty folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cryptograins-bench-").FullName;

    /// <summary>The bytes of all files in it.</summary>
    public long Bytes => Files.Sum(file => file.Length);

    public IEnumerable<FileInfo> Files => new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
