namespace CryptoGrains.Feeds.Archives;

/// <summary>
/// What a file's name tells: <c>BTCUSDT-trades-2024-08-08.zip</c>, <c>BTCUSDT-1h-2024-08.csv</c>, <c>BTCUSDT_1h.csv.gz</c>.
/// </summary>
/// <param name="Symbol">The exchange's symbol.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="IntervalName">The interval of klines, as the exchange writes it; null for trades.</param>
public sealed record ArchiveName(string Symbol, ArchiveKind Kind, string? IntervalName)
{
    private static readonly string[] IntervalNames =
        ["1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1mo"];

    /// <summary>Reads a file's name or path; null where it is not of one of the forms.</summary>
    public static ArchiveName? TryParse(string path)
    {
        var name = Path.GetFileName(path);
        var dot = name.IndexOf('.');
        var stem = dot < 0 ? name : name[..dot];

        // With dashes the kind is the second part; a dated future has an underscore in its symbol.
        var parts = stem.Split('-');
        if (parts.Length >= 2)
            return Make(parts[0], parts[1]);

        var underscore = stem.LastIndexOf('_');
        return underscore < 0 ? null : Make(stem[..underscore], stem[(underscore + 1)..]);
    }

    private static ArchiveName? Make(string symbol, string kind) => kind switch
    {
        _ when symbol.Length == 0 => null,
        "trades" => new ArchiveName(symbol, ArchiveKind.Trades, null),
        "aggTrades" => new ArchiveName(symbol, ArchiveKind.AggTrades, null),
        _ when IntervalNames.Contains(kind) => new ArchiveName(symbol, ArchiveKind.Klines, kind),
        _ => null,
    };
}
