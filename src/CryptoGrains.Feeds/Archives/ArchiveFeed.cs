using System.Runtime.CompilerServices;
using CryptoGrains.Feeds.Binance;
using CryptoGrains.Feeds.Files;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>Reads trades from Binance's archive files, as fast as they are taken.</summary>
/// <remarks>
/// Files of trades and of aggTrades are never to be mixed in one instrument: an aggregate has an id of its own, which names
/// another trade among single trades.
/// </remarks>
public sealed class ArchiveFeed : IFeed
{
    private readonly IReadOnlyList<string> _files;
    private readonly Instrument? _instrument;
    private readonly TimeProvider _time;

    /// <summary>
    /// Makes a feed of the files that <paramref name="target"/> names: one, several with commas, or a pattern with <c>*</c>.
    /// </summary>
    /// <param name="target">The files.</param>
    /// <param name="instrument">What they are trades of; null to tell by the names of the files.</param>
    /// <param name="time">Says when something unreadable was met.</param>
    /// <exception cref="FeedException">A file is missing, or no file fits.</exception>
    public ArchiveFeed(string target, Instrument? instrument, TimeProvider time)
    {
        Name = $"archive:{target}";
        _files = SourceFiles.Find(target);
        _instrument = instrument;
        _time = time;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in _files)
        {
            await foreach (var (trades, unreadable) in ArchiveReader<Trade>.ReadAsync(file, Begin, _time, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new FeedBatch(trades, [], unreadable);
            }
        }
    }

    private string? Begin(ArchiveName? name, in ArchiveLayout layout, out ArchiveReader<Trade>.ReadRow? read)
    {
        read = null;
        if (layout.Kind == ArchiveKind.Klines)
            return "these are klines, which are candles and not trades; import them into the history";

        var refusal = BinanceSymbols.TellInstrument(_instrument, name, layout.IsFutures, out var instrument);
        read = (line, in layout, out trade) => TradeRow.TryRead(line, layout, instrument, out trade);
        return refusal;
    }
}
