namespace CryptoGrains.EndToEnd.Tests;

/// <summary>Where things are beside the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the recorded market data, or a skipped test where the data is not there.</summary>
    public static string Data(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", path));
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            Assert.Skip($"The recorded market data is not there: {folder}.");
        return full;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CryptoGrains.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"CryptoGrains.sln is in no folder above {AppContext.BaseDirectory}.");
        }

        return folder;
    }
}
