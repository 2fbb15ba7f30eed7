using CryptoGrains.Market;

namespace CryptoGrains.Gateway;

/// <summary>What an operator may set of the gateway. Each limit is described in docs/api.md or docs/streaming.md.</summary>
public sealed class GatewayOptions
{
    /// <summary>The venue that a symbol without one belongs to.</summary>
    public string PrimaryVenue { get; set; } = "BINANCE";

    /// <summary>The folder of the built page; where it has no index.html, / says how to get one.</summary>
    public string WebRoot { get; set; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>
    /// The web origins that may call from a browser, besides the gateway's own and the machine's own:
    /// <c>https://example.org</c>.
    /// </summary>
    public ISet<string> AllowedOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The most bytes of encoded candle pages that are kept for the next reader: 64 MiB.</summary>
    public long PageCacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most bytes of encoded analyses that are kept for the next reader: 16 MiB.</summary>
    public long AnalysisCacheBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most analyses that are computed at once: 2. Eight times as many may wait; one more is refused.</summary>
    public int MaxAnalyses { get; set; } = 2;

    /// <summary>
    /// How far the watermark must have passed the end of a range before its answer may be cached: 15 minutes, the grains'
    /// lateness.
    /// </summary>
    public TimeSpan SettledAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The most push connections at once: 10,000.</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>The most channels that one connection may follow: 200.</summary>
    public int MaxSubscriptions { get; set; } = 200;

    /// <summary>The most bytes in one message of a client: 32 KiB.</summary>
    public int MaxMessageBytes { get; set; } = 32 * 1024;

    /// <summary>
    /// How many operations a second one connection may ask for, on average: 50. It may save up <see cref="OperationBurst"/>.
    /// </summary>
    public int OperationsPerSecond { get; set; } = 50;

    /// <summary>How many operations one connection may ask for at once: 250.</summary>
    public int OperationBurst { get; set; } = 250;

    /// <summary>The most messages that may wait for one connection: 4,096. One more, and it is a slow consumer.</summary>
    public int OutboxMessages { get; set; } = 4_096;

    /// <summary>The most bytes that may wait for one connection: 4 MiB. One more, and it is a slow consumer.</summary>
    public int OutboxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long messages may wait without any being taken: 10 seconds. Longer, and the connection is a slow consumer.
    /// </summary>
    public TimeSpan OutboxStall { get; set; } = TimeSpan.FromSeconds(10);

    internal static void Check(GatewayOptions options)
    {
        if (!Instrument.TryParse("X", options.PrimaryVenue, out _))
        {
            throw new ArgumentException(
                $"The primary venue '{options.PrimaryVenue}' is not a venue: write letters, digits, '.', '-' and '_', such as BINANCE.",
                nameof(options));
        }

        var limits = new (string Name, long Value)[]
        {
            (nameof(PageCacheBytes), options.PageCacheBytes),
            (nameof(AnalysisCacheBytes), options.AnalysisCacheBytes),
            (nameof(MaxAnalyses), options.MaxAnalyses),
            (nameof(SettledAfter), options.SettledAfter.Ticks),
            (nameof(MaxConnections), options.MaxConnections),
            (nameof(MaxSubscriptions), options.MaxSubscriptions),
            (nameof(MaxMessageBytes), options.MaxMessageBytes),
            (nameof(OperationsPerSecond), options.OperationsPerSecond),
            (nameof(OperationBurst), options.OperationBurst),
            (nameof(OutboxMessages), options.OutboxMessages),
            (nameof(OutboxBytes), options.OutboxBytes),
            (nameof(OutboxStall), options.OutboxStall.Ticks),
        };
        foreach (var (name, value) in limits)
        {
            if (value <= 0)
                throw new ArgumentException($"The gateway's limit {name} is {value}. It must be positive.", nameof(options));
        }
    }
}
