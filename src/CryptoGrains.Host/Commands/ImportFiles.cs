using CryptoGrains.Feeds;
using CryptoGrains.Feeds.Archives;

namespace CryptoGrains.Host.Commands;

/// <summary>Finds the archive files that an import names, and tells candles from trades by their names.</summary>
internal static class ImportFiles
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".zip"];

    /// <summary>Finds them: files as they are named, folders with all archive files in and below them.</summary>
    /// <param name="named">Files and folders.</param>
    /// <param name="areKlines">Whether a file whose name tells nothing is one of klines, because the user said their interval.</param>
    /// <exception cref="FeedException">Something is not there, or does not tell what it is.</exception>
    public static (List<string> Klines, List<string> Trades) Find(IReadOnlyList<string> named, bool areKlines)
    {
        var klines = new List<string>();
        var trades = new List<string>();
        foreach (var file in named.SelectMany(Expand).Distinct(StringComparer.Ordinal))
        {
            switch (ArchiveName.TryParse(file)?.Kind)
            {
                case ArchiveKind.Klines:
                    klines.Add(file);
                    break;
                case ArchiveKind.Trades:
                    trades.Add(file);
                    break;
                case ArchiveKind.AggTrades:
                    throw new FeedException(
                        $"'{file}' holds aggTrades, whose ids count aggregates: they can't stand beside trades. Import the file of trades of that day.");
                case null when areKlines:
                    klines.Add(file);
                    break;
                default:
                    throw new FeedException(
                        $"The name of '{file}' does not tell what it holds: name it as the exchange does, such as BTCUSDT-1h-2024-08.zip or "
                        + "BTCUSDT-trades-2024-08-08.zip, or say --instrument and --interval.");
            }
        }

        return (klines, trades);
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new FeedException($"There is no file or folder '{path}' in {Environment.CurrentDirectory}. Check the path.");

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files
            : throw new FeedException($"The folder '{path}' has no archive file: {string.Join(", ", Endings)} are read.");
    }
}
