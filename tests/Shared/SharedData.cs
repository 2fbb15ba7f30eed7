namespace CryptoGrains;

/// <summary>The market data beside the repository, at <c>../shared/data</c> from its root. Tests that need it skip where it isn't.</summary>
internal static class SharedData
{
    /// <summary>The path of a file or pattern in the data folder.</summary>
    public static string PathOf(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CryptoGrains.sln")))
            root = root.Parent;

        var folder = root is null ? null : Path.GetFullPath(Path.Combine(root.FullName, "..", "shared", "data"));
        if (folder is null || !Directory.Exists(folder))
            Assert.Skip($"The recorded market data is not here: put it at ../shared/data from the repository's root ({folder}).");

        return Path.Combine(folder, name);
    }
}
