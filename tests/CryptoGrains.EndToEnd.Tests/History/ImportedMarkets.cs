using System.IO.Compression;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>All recorded klines, imported by one command and rebuilt, once for all tests that read them.</summary>
public sealed class ImportedMarkets : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-");

    /// <summary>The data folder.</summary>
    public string Data => _folder.FullName;

    /// <summary>What the import printed.</summary>
    public string[] Report { get; private set; } = [];

    /// <summary>The kline files; null where the recorded market data is not there.</summary>
    public string? Source { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var source = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "binance-klines"));
        if (!Directory.Exists(source))
            return;

        Source = source;
        Report = await Cli.RunAsync("import", source, "--data", Data);
        await Cli.RunAsync("rebuild", "--data", Data);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The open times of each series, read from the files by splitting lines: (symbol, interval) to times in ms.</summary>
    internal IReadOnlyDictionary<(string Symbol, string Interval), SortedSet<long>> Recount()
    {
        if (Source is null)
            Assert.Skip("The recorded market data is not there: ../shared/data/binance-klines.");

        var series = new Dictionary<(string, string), SortedSet<long>>();
        foreach (var file in Directory.EnumerateFiles(Source, "*.csv.gz", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(file)[..^".csv.gz".Length];
            var (symbol, interval) = (name[..name.LastIndexOf('_')], name[(name.LastIndexOf('_') + 1)..]);
            if (!series.TryGetValue((symbol, interval), out var times))
                series.Add((symbol, interval), times = []);
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && char.IsAsciiDigit(line[0]))
                    times.Add((long)decimal.Parse(line[..line.IndexOf(',')]));
            }
        }

        return series;
    }
}
