namespace CryptoGrains.Bench;

/// <summary>Where real candles lie: files such as <c>BTCUSDT_1h.csv.gz</c>.</summary>
internal static class RealKlines
{
    private const string Variable = "CRYPTOGRAINS_KLINES";

    /// <summary>The files of an interval, by name; none, and a line that says so, where there are none.</summary>
    public static string[] Files(string interval)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Root(), "..", "shared", "data", "binance-klines", "2024");
        if (Directory.Exists(folder))
            return [.. Directory.GetFiles(folder, $"*_{interval}.csv.gz").Order(StringComparer.Ordinal)];

        Console.WriteLine($"No real candles: there is no folder '{folder}'. Set {Variable} to one with files such as BTCUSDT_1h.csv.gz.");
        return [];
    }

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CryptoGrains.sln")))
            root = root.Parent;
        return root?.FullName ?? Environment.CurrentDirectory;
    }
}
