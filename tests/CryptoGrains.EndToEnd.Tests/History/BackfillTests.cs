namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary><c>backfill</c> as a process, against a venue that answers over HTTP.</summary>
public sealed class BackfillTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 12, 10, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task What_is_missing_comes_from_the_venue_and_no_gap_is_left()
    {
        await ImportWithGapsAsync("BTCUSDT");
        Assert.Equal(["", "1h"], (await GapsAsync()).Select(gap => gap[1]));

        await using var venue = await KlineVenue.StartAsync("BTCUSDT");
        var lines = await RunAsync("backfill", "--from", $"BINANCE={venue.Url}");
        Assert.Contains(lines, line => line.StartsWith("2 gaps are listed; 2 are of BINANCE", StringComparison.Ordinal));
        // One that was refused and one for each gap: all of them were really asked.
        Assert.Equal(3, venue.Requests);
        await RunAsync("rebuild");

        Assert.Empty(await GapsAsync());
        var hours = await CandlesAsync("1h");
        Assert.Equal(Enumerable.Range(0, 48).Append(50).Select(hour => Start.AddHours(hour).ToUnixTimeMilliseconds()), hours.Select(hour => long.Parse(hour[0])));
        Assert.Equal(
            Enumerable.Range(20, 10).Select(hour => KlineVenue.PriceAt(Start.AddHours(hour))),
            hours[20..30].Select(hour => decimal.Parse(hour[4])));
        // Of the minutes of trades those that were whole stay; those with a hole are the venue's.
        Assert.Equal([50m, 1_000m + Minute(3_001), 1_000m + Minute(3_002), 53m], (await CandlesAsync("1m")).Select(minute => decimal.Parse(minute[4])));
        Assert.EndsWith(": 0 differences.", (await RunAsync("verify"))[^1]);

        Assert.StartsWith("0 gaps are listed", (await RunAsync("backfill", "--from", $"BINANCE={venue.Url}"))[^1]);
    }

    [Fact]
    public async Task A_venue_that_refuses_is_told_and_nothing_is_imported()
    {
        await ImportWithGapsAsync("BTCUSDT");
        await using var venue = await KlineVenue.StartAsync("ETHUSDT");
        var (exitCode, _, errors) = await Cli.TryAsync("backfill", "--from", $"BINANCE={venue.Url}", "--data", _data.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains("the venue answered 400", errors);
        Assert.Equal(2, (await GapsAsync()).Count);
    }

    private static long Minute(int minute) => Start.AddMinutes(minute).ToUnixTimeSeconds() / 60 % 1_000;

    private Task<string[]> RunAsync(params string[] arguments) => Cli.RunAsync([.. arguments, "--data", _data.Path]);

    /// <summary>Two days of hours without ten of them, and later four minutes of trades of which some are missing.</summary>
    private async Task ImportWithGapsAsync(string symbol)
    {
        var hours = Enumerable.Range(0, 48).Where(hour => hour is < 20 or >= 30).Select(hour => (Start.AddHours(hour), 100m + hour));
        var trades = new (long, decimal, decimal, DateTimeOffset)[]
        {
            (1, 50, 1, Start.AddMinutes(3_000)),
            (2, 51, 1, Start.AddMinutes(3_001)),
            (9, 52, 1, Start.AddMinutes(3_002)),
            (10, 53, 1, Start.AddMinutes(3_003)),
        };
        await RunAsync("import", Files.Klines(_files.Path, symbol, "1h", hours), Files.Trades(_files.Path, $"{symbol}-trades-2025-12.csv", trades));
        await RunAsync("rebuild");
    }

    private async Task<List<string[]>> GapsAsync()
    {
        using var duck = await Bench.History.DuckDb.StartAsync();
        var paths = await RunAsync("datasets", "gaps", "--format", "paths");
        if (paths.Length == 0)
            return [];

        var (_, rows) = await duck.RunAsync(
            $"select symbol, coalesce(interval, ''), missing::varchar from read_parquet([{string.Join(", ", paths.Select(path => $"'{path}'"))}]) order by 2");
        return [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray())];
    }

    private async Task<List<string[]>> CandlesAsync(string interval) =>
        [.. (await RunAsync("export", "BTCUSDT", "--interval", interval)).Skip(1).Select(line => line.Split(','))];
}
