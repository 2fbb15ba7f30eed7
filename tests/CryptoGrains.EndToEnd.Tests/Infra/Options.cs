namespace CryptoGrains.EndToEnd.Tests.Infra;

/// <summary>What a file of the infrastructure tells a node.</summary>
internal static class Options
{
    /// <summary>Whether each option in it is one that <c>cryptograins run</c> knows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isNodes">Which lines of it are arguments of a node.</param>
    public static async Task AreKnownAsync(string file, Func<string, bool> isNodes)
    {
        var given = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))
            .Where(isNodes)
            .SelectMany(line => line.Split(' ', ',', '=', '[', ']'))
            .Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .ToHashSet();
        Assert.Superset(new HashSet<string> { "--data", "--feed", "--log", "--urls" }, given);

        var (_, help) = await Tool.RunAsync(
            Repository.Root, ["dotnet", Path.Combine(AppContext.BaseDirectory, "cryptograins.dll"), "run", "--help"]);
        Assert.All(given, option => Assert.Contains($" {option} ", help));
    }
}
